package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.runtime.Finding;
import dev.supsync.runtime.SiteCheck;
import java.util.Collection;

/** Checks sites for a command, and prints a line for each thing that was checked. */
final class CheckRunner {

    private static final int SUBJECT = 23;

    private final Session session;
    private int status;

    CheckRunner(Session session) {
        this.session = session;
    }

    /** Checks them all; returns the exit status. */
    int run(Collection<SiteSettings> sites) {
        for (SiteSettings site : sites) {
            new SiteCheck(session.settings(), site, session.clock(), this::print).run();
        }
        return status;
    }

    /** Prints what is well. */
    void fine(String subject, String text) {
        print(Finding.fine(subject, text));
    }

    /** Prints what failed; returns the exit status. */
    int failed(String subject, SupsyncException error) {
        print(Finding.failed(subject, error));
        return status;
    }

    private void print(Finding finding) {
        Terminal terminal = session.terminal();
        SupsyncException error = finding.error();
        String subject = Text.pad(finding.subject(), SUBJECT);
        if (error == null) {
            String state = finding.isWarning()
                    ? terminal.styled(Style.YELLOW, "warn  ")
                    : terminal.styled(Style.GREEN, "ok    ");
            terminal.line(state + "  " + subject + "  " + Text.line(finding.text()));
        } else {
            int wrong = ErrorCode.USAGE.exitStatus();
            status = Math.max(status, error.code().exitStatus() == wrong ? wrong : 1);
            terminal.line(terminal.styled(Style.RED, "failed") + "  " + subject + "  "
                    + error.code().code());
            Errors.print(session, error);
        }
        terminal.flush();
    }
}
