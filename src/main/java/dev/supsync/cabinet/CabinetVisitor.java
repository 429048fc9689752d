package dev.supsync.cabinet;

import java.io.IOException;
import java.io.InputStream;

/** Receives the members of a cabinet in the order in which they are stored. */
@FunctionalInterface
public interface CabinetVisitor {

    /**
     * Called for each member. What is left unread is skipped; the stream is closed when the method returns.
     *
     * @param content the content, never longer than the declared size
     */
    void visit(CabinetEntry entry, InputStream content) throws IOException;
}
