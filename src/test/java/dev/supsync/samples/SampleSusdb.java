package dev.supsync.samples;

import dev.supsync.catalog.susdb.SusdbLayout;
import dev.supsync.catalog.susdb.SusdbWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Writes a catalog as an SUSDB of HSQLDB's files, as small as they get: in memory when open, compressed when not. */
final class SampleSusdb {

    /** No checkpoint of HSQLDB's own accord: one that meets the shutdown waits for it, and it for the checkpoint. */
    private static final String OPTIONS = ";hsqldb.lock_file=false;hsqldb.script_format=3;hsqldb.log_size=0";

    private SampleSusdb() {}

    /** Writes name.script and name.properties; what was there is replaced. */
    static void write(Path folder, String name, SampleCatalog catalog) throws IOException, SQLException {
        for (String suffix : List.of("script", "properties", "data", "backup", "log", "lobs", "lck")) {
            Files.deleteIfExists(folder.resolve(name + "." + suffix));
        }
        String url = "jdbc:hsqldb:file:" + folder.resolve(name) + OPTIONS;
        try (Connection connection = DriverManager.getConnection(url, "SA", "");
                Statement statement = connection.createStatement()) {
            SusdbWriter.createSchema(connection, SusdbLayout.DEFAULT);
            for (String table : tables(statement)) {
                statement.execute("SET TABLE DBO." + table + " TYPE MEMORY");
            }
            new SusdbWriter(connection, SusdbLayout.DEFAULT, catalog.documents()).write(catalog);
            statement.execute("SHUTDOWN COMPACT");
        }
        withoutTime(folder.resolve(name + ".properties"));
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        String sql = "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'DBO' ORDER BY TABLE_NAME";
        try (ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    /** HSQLDB notes when it wrote the file; without that, the same content gives the same file. */
    private static void withoutTime(Path properties) throws IOException {
        List<String> lines = Files.readAllLines(properties).stream()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .toList();
        Files.writeString(properties, String.join("\n", lines) + "\n");
    }
}
