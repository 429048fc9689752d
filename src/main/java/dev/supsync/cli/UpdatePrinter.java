package dev.supsync.cli;

import dev.supsync.report.UpdateRow;

/** Prints updates one by one. */
interface UpdatePrinter {

    /** Prints a row, and what stands before the first; false when nobody reads any more. */
    boolean print(UpdateRow row);

    /** Prints what stands behind the last row. */
    void end();
}
