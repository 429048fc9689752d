package dev.supsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a CSV file by the names of its first row; fields may stand in quotes and hold commas and doubled quotes. */
final class CsvRows {

    private CsvRows() {}

    /** A row by the names of its columns. */
    record Row(Map<String, String> fields) {

        /** The text in a column; empty where nothing stands. */
        String get(String column) {
            String text = fields.get(column);
            if (text == null) {
                throw new IllegalArgumentException("no column " + column + " among " + fields.keySet());
            }
            return text;
        }
    }

    static List<Row> of(Path file) throws IOException {
        List<String> names = List.of();
        List<Row> rows = new ArrayList<>();
        for (List<String> fields : split(Files.readString(file))) {
            if (names.isEmpty()) {
                names = fields;
                continue;
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                row.put(names.get(i), fields.get(i));
            }
            rows.add(new Row(row));
        }
        return rows;
    }

    private static List<List<String>> split(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else if (quoted || (c != '\r' && c != '\uFEFF')) {
                field.append(c);
            }
        }
        if (!row.isEmpty() || field.length() > 0) {
            row.add(field.toString());
            rows.add(row);
        }
        return rows;
    }
}
