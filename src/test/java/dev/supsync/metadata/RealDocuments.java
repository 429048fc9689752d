package dev.supsync.metadata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where real documents lie, if they do: in the folder that the system property {@code supsync.shared-data} names, or in
 * {@code shared/data} beside the project.
 */
public final class RealDocuments {

    private RealDocuments() {}

    public static Path data() {
        return Path.of(System.getProperty("supsync.shared-data", "../shared/data"));
    }

    /** All real update XML; none where the folder is absent. */
    public static List<Path> all() throws IOException {
        Path folder = data().resolve("update-xml");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
    }
}
