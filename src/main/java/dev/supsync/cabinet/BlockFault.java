package dev.supsync.cabinet;

/** What a decoder found wrong; whoever knows file, member and place turns it into a {@link CabinetException}. */
final class BlockFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean damage;

    BlockFault(String message) {
        this(message, true);
    }

    /** @param damage whether copying the file again may help */
    BlockFault(String message, boolean damage) {
        super(message, null, false, false);
        this.damage = damage;
    }

    boolean isDamage() {
        return damage;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
