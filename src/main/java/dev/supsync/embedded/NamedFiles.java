package dev.supsync.embedded;

/**
 * Files as messages call them: "site database data/CS1".
 *
 * @param files by the name that the configuration gives them, whatever links lead there
 */
record NamedFiles(FilesKind kind, DatabaseFiles files) {

    @Override
    public String toString() {
        return kind + " " + files;
    }
}
