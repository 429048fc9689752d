package dev.supsync.program;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What was tried with each scenario, and what came of it. */
final class KillReport {

    private final Map<Scenario, Row> rows = new EnumMap<>(Scenario.class);

    private static final class Row {
        private final TreeSet<String> phases = new TreeSet<>();
        private int kills;
        private int ended;
        private int equal;
        private int keptOut;
        private int keptSupsyncOut;
        private int missed;
    }

    /** A try, in which phase it was killed, or had ended before it could be. */
    void kill(Scenario scenario, boolean isKilled, String phase) {
        Row row = row(scenario);
        if (isKilled) {
            row.kills++;
            row.phases.add(phase);
        } else {
            row.ended++;
        }
        System.out.println(scenario + (isKilled ? " killed: " : " ended before its kill: ") + phase);
    }

    /** The end is that of an undisturbed run. */
    void equal(Scenario scenario) {
        row(scenario).equal++;
    }

    /** Another program came to a database. */
    void met(Scenario scenario, String database, boolean isKeptOut, boolean keepsSupsyncOut) {
        Row row = row(scenario);
        if (isKeptOut) {
            row.keptOut++;
        } else if (keepsSupsyncOut) {
            row.keptSupsyncOut++;
        } else {
            row.missed++;
        }
        System.out.println(scenario + " and another program at " + database + ": "
                + (isKeptOut ? "that is kept out" : keepsSupsyncOut ? "supsync is kept out" : "both had it, in turn"));
    }

    private Row row(Scenario scenario) {
        return rows.computeIfAbsent(scenario, each -> new Row());
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| Scenario | Kills | Ended before | Ends equal | Other program kept out | Supsync kept out | In turn |"
                        + " Phases |");
        lines.add("|---|---|---|---|---|---|---|---|");
        rows.forEach((scenario, row) -> lines.add("| " + scenario + " | " + row.kills + " | " + row.ended + " | "
                + row.equal + " | " + row.keptOut + " | " + row.keptSupsyncOut + " | " + row.missed + " | "
                + String.join(" / ", row.phases) + " |"));
        return String.join("\n", lines);
    }
}
