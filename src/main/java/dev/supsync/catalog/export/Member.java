package dev.supsync.catalog.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * One of the two files of an export, inside its container.
 *
 * @param name as the container has it
 * @param size bytes when uncompressed, as declared; -1 when it is not
 */
record Member(String name, long size, Content content) {

    static final String METADATA = "metadata.txt";
    static final String PACKAGE = "package.xml";

    /** Opens what is inside. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /** The name without folders, in lower case. */
    static String plainName(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
    }

    /** Whether a name is that of one of the two files. */
    static boolean isOne(String name) {
        String plain = plainName(name);
        return plain.equals(METADATA) || plain.equals(PACKAGE);
    }
}
