package dev.supsync.site;

import com.zaxxer.hikari.HikariDataSource;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteMigrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Databases on the SQL Server that the environment names, beside the one in its URL: their names begin with its name. The
 * login must have the right to create databases.
 */
public final class TestServer {

    private static final Pattern DATABASE = Pattern.compile("(?i);database(?:name)?=([^;]*)");

    /** Databases of sites that this process has brought to the newest schema, in use unless closed. */
    private static final List<SiteDatabase> SITES = new ArrayList<>();

    private TestServer() {}

    /** An empty database of a site with the newest schema, that nobody else uses until it is closed. */
    public static synchronized SiteDatabase site() {
        int place = 0;
        while (place < SITES.size() && !isClosed(SITES.get(place))) {
            place++;
        }
        String name = name("site" + place);
        boolean isNew = place == SITES.size();
        create(name);
        SiteDatabase database = SiteDatabase.open(url(name), null, "");
        if (isNew) {
            TestSite.dropAll(database);
            database.jdbc().execute("DROP TABLE IF EXISTS SUP_TEST_NEIGHBOUR");
            database.jdbc().execute(TestSite.NEIGHBOUR);
            SiteMigrations.migrate(database);
            SITES.add(database);
        } else {
            TestSite.clear(database);
            SITES.set(place, database);
        }
        return database;
    }

    private static boolean isClosed(SiteDatabase database) {
        return database.dataSource() instanceof HikariDataSource pool && pool.isClosed();
    }

    /** The name of a database of tests. */
    public static String name(String suffix) {
        Matcher matcher = DATABASE.matcher(server());
        return (matcher.find() ? matcher.group(1) : "supsync_test") + "_" + suffix;
    }

    /** The URL of a database of tests. */
    public static String url(String name) {
        return DATABASE.matcher(server()).replaceAll("") + ";databaseName=" + name;
    }

    /** Creates a database, unless it is there. */
    public static void create(String name) {
        try (Connection connection = DriverManager.getConnection(server());
                PreparedStatement query = connection.prepareStatement("SELECT DB_ID(?)")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (row.getObject(1) != null) {
                    return;
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates a database for a site, which the site is to prepare itself. */
    public static void createForSite(String name) {
        create(name);
        try (Connection connection = DriverManager.getConnection(url(name));
                Statement statement = connection.createStatement()) {
            statement.execute(TestSite.NEIGHBOUR);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Drops a database that nobody is connected to, if it is there. */
    public static void drop(String name) {
        try (Connection connection = DriverManager.getConnection(server());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String server() {
        return Objects.requireNonNull(System.getenv(TestSite.SERVER_URL));
    }
}
