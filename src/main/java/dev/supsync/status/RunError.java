package dev.supsync.status;

import dev.supsync.error.SupsyncException;

/**
 * Why a run did not succeed.
 *
 * @param code the code of the published table
 */
public record RunError(String code, String message, String remedy) {

    /** The error of an exception. */
    public static RunError of(SupsyncException e) {
        return new RunError(e.code().code(), e.getMessage(), e.remedy());
    }
}
