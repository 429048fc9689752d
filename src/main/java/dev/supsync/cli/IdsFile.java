package dev.supsync.cli;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.error.TextFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file of {@code --ids-file}: one word in each line, # begins a comment. */
final class IdsFile {

    /** More than a million of them. */
    private static final int LARGEST = 64 * 1024 * 1024;

    private IdsFile() {}

    /**
     * A line that says something.
     *
     * @param place file and line, for messages
     */
    record Line(String text, String place) {}

    /**
     * Its lines in UTF-8, without comments and empty ones.
     *
     * @param holds what stands in each line, for the message
     * @throws SupsyncException with USAGE if it cannot be read
     */
    static List<Line> read(Path path, String holds) {
        List<String> all;
        try {
            all = TextFile.read(path, LARGEST).lines().toList();
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException
                    ? "there is no such file"
                    : e instanceof TextFile.NotUtf8Exception || e instanceof TextFile.TooLargeException
                            ? e.getMessage()
                            : e.toString();
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "The file " + path + " of --ids-file cannot be read: " + why + ".",
                    "Name a text file in UTF-8 with " + holds + " in each line.",
                    e);
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String text = all.get(i).replaceFirst("#.*", "").strip();
            if (!text.isEmpty()) {
                lines.add(new Line(text, path + ", line " + (i + 1)));
            }
        }
        return lines;
    }
}
