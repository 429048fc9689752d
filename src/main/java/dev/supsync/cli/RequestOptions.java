package dev.supsync.cli;

import picocli.CommandLine.Option;

/** Leaving a synchronization to the service. */
final class RequestOptions {

    @Option(
            names = "--request",
            description = "Leave it to the service: print the number of the request, and return at once.")
    private boolean request;

    @Option(
            names = "--wait",
            description = "Leave it to the service, wait for the end of its run, and end as that run did.")
    private boolean wait;

    boolean given() {
        return request || wait;
    }

    boolean isWaiting() {
        return wait;
    }
}
