package dev.supsync.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Any other HSQLDB program, with HSQLDB's own settings: it opens a database, executes each line of its input, and ends with that.
 * It sees nothing of supsync.
 */
final class ForeignProgram {

    private ForeignProgram() {}

    public static void main(String[] arguments) throws IOException {
        try (Connection connection = DriverManager.getConnection(arguments[0], "sa", "");
                Statement statement = connection.createStatement();
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("open");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                statement.execute(line);
                System.out.println("done");
            }
        } catch (SQLException e) {
            System.out.println("refused " + e.getErrorCode() + " " + e.getMessage());
        }
    }
}
