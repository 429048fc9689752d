package dev.supsync.replication;

import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The floor of the benchmark: each table's rows by plain JDBC, a thousand updates' at a time, with nothing around it. It
 * cannot be restarted, and keeps the parent's local numbers.
 */
final class PlainCopy {

    static final List<String> TABLES = List.of(
            "SUP_CATEGORY",
            "SUP_CATEGORY_TEXT",
            "SUP_CATEGORY_ANCESTOR",
            "SUP_UPDATE",
            "SUP_UPDATE_STATE",
            "SUP_UPDATE_TEXT",
            "SUP_UPDATE_CATEGORY",
            "SUP_UPDATE_RELATION",
            "SUP_SUPERSEDENCE",
            "SUP_UPDATE_FILE",
            "SUP_UPDATE_ARTICLE",
            "SUP_UPDATE_DRIVER");

    private static final int BATCH = 1_000;
    private static final int WITHOUT_UPDATES = 3;

    private PlainCopy() {}

    static void run(SiteDatabase from, SiteDatabase to) throws SQLException {
        try (Connection in = from.dataSource().getConnection();
                Connection out = to.dataSource().getConnection()) {
            out.setAutoCommit(false);
            for (String table : TABLES.subList(0, WITHOUT_UPDATES)) {
                copy(in, out, "SELECT * FROM " + table, table);
            }
            out.commit();
            int last;
            try (ResultSet row = in.createStatement().executeQuery("SELECT MAX(CI_ID) FROM SUP_UPDATE")) {
                row.next();
                last = row.getInt(1);
            }
            for (int first = 1; first <= last; first += BATCH) {
                for (String table : TABLES.subList(WITHOUT_UPDATES, TABLES.size())) {
                    String range = " WHERE CI_ID BETWEEN " + first + " AND " + (first + BATCH - 1);
                    copy(in, out, "SELECT * FROM " + table + range, table);
                }
                out.commit();
            }
            out.setAutoCommit(true);
        }
    }

    private static void copy(Connection in, Connection out, String query, String table) throws SQLException {
        try (ResultSet row = in.createStatement().executeQuery(query)) {
            int columns = row.getMetaData().getColumnCount();
            String marks = "?, ".repeat(columns - 1) + "?";
            try (PreparedStatement insert = out.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
                int rows = 0;
                while (row.next()) {
                    for (int i = 1; i <= columns; i++) {
                        insert.setObject(i, row.getObject(i));
                    }
                    insert.addBatch();
                    if (++rows % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
                if (rows % BATCH != 0) {
                    insert.executeBatch();
                }
            }
        }
    }
}
