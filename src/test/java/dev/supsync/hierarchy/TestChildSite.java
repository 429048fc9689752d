package dev.supsync.hierarchy;

import dev.supsync.sync.StopSignal;

/** A child of which a test says what happens. */
abstract class TestChildSite implements ChildSite {

    private final String code;

    TestChildSite(String code) {
        this.code = code;
    }

    @Override
    public final String code() {
        return code;
    }

    @Override
    public Delivery deliver(Parent parent, StopSignal stop) {
        throw new AssertionError("nobody sends " + code + " anything");
    }

    @Override
    public boolean look(Parent parent, StopSignal stop) {
        throw new AssertionError("nobody looks at " + code);
    }
}
