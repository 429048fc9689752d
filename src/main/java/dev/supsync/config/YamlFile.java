package dev.supsync.config;

import dev.supsync.error.TextFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads a file as YAML, into nodes that know their places. */
final class YamlFile {

    private static final int LARGEST = 3 * 1024 * 1024;

    private final Path file;
    private final Reading reading;

    YamlFile(Path file, Reading reading) {
        this.file = file;
        this.reading = reading;
    }

    /** The one document of the file; empty, with a mistake added, if it cannot be read or holds nothing. */
    Optional<Node> read() {
        String text = text();
        return text == null ? Optional.empty() : parse(text);
    }

    private @Nullable String text() {
        try {
            return TextFile.read(file, LARGEST);
        } catch (TextFile.TooLargeException e) {
            mistake(reading.start(), "the file is larger than 3 MB, which no configuration is");
        } catch (TextFile.NotUtf8Exception e) {
            mistake(new Place(reading.name(), e.line(), e.column()), e.getMessage());
        } catch (NoSuchFileException e) {
            mistake(reading.start(), "there is no such file");
        } catch (AccessDeniedException e) {
            mistake(reading.start(), "the file may not be read: permission denied");
        } catch (IOException e) {
            mistake(
                    reading.start(),
                    Files.isDirectory(file) ? "this is a folder, not a file" : "the file cannot be read: " + e);
        }
        return null;
    }

    private Optional<Node> parse(String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                mistake(reading.start(), "the file is empty, expected the key \"supsync\"");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            mistake(place(e), "broken YAML: " + problem(e));
        } catch (ReaderException e) {
            mistake(
                    place(text, e.getPosition()),
                    String.format("found the character U+%04X, which YAML does not allow", e.getCodePoint()));
        } catch (YAMLException e) {
            mistake(reading.start(), "broken YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Place place(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        return mark == null ? reading.start() : Place.of(reading.name(), mark);
    }

    private Place place(String text, int position) {
        String before = text.substring(
                0, text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length()))));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Place(reading.name(), line, before.length() - before.lastIndexOf('\n'));
    }

    private static String problem(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        String hint = problem.contains("TAB") ? "; indent with blanks, not tabs" : "";
        return context + problem + hint;
    }

    private void mistake(Place place, String text) {
        reading.mistakes().add(place, text);
    }
}
