package dev.supsync.cli;

import dev.supsync.error.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table, in the width that a terminal has: the least needed ones are left out, until the text has room. A
 * text that has none even then gets a line of its own. Elsewhere than on a terminal everything is printed in full.
 */
final class Columns {

    private static final int GAP = 2;
    private static final int INDENT = 2;

    private final int available;
    private final List<Column> columns = new ArrayList<>();
    private boolean isFitted;
    private boolean isTextBelow;

    /** @param available columns of the terminal; {@link Integer#MAX_VALUE} if it is none */
    Columns(int available) {
        this.available = available;
    }

    /** A cell that is painted, once it is filled up. */
    record Painted(String text, UnaryOperator<String> paint) {}

    private static final class Column {

        private final String heading;
        private final boolean isRight;
        private final int rank;
        private final int least;
        private int width;
        private boolean isShown = true;

        private Column(String heading, int width, int least, int rank, boolean isRight) {
            this.heading = heading;
            this.width = Math.max(width, heading.length());
            this.least = least;
            this.rank = rank;
            this.isRight = isRight;
        }

        private boolean isText() {
            return least > 0;
        }
    }

    /**
     * A column of words.
     *
     * @param rank 0 for one that always stays; of the others the highest goes first
     */
    Columns left(String heading, int width, int rank) {
        columns.add(new Column(heading, width, 0, rank, false));
        return this;
    }

    /** A column of numbers. */
    Columns right(String heading, int width, int rank) {
        columns.add(new Column(heading, width, 0, rank, true));
        return this;
    }

    /**
     * The column of texts, which takes what the others leave; one a table.
     *
     * @param width what it takes elsewhere than on a terminal, and at most; {@link Integer#MAX_VALUE} as the last column
     * @param least with less, others are left out
     */
    Columns text(String heading, int width, int least) {
        columns.add(new Column(heading, width, least, 0, false));
        return this;
    }

    /** The line above the rows. */
    String heading() {
        return lines(columns.stream().map(c -> (Object) c.heading).toArray());
    }

    /** A row, of strings and {@link Painted} ones, in the order of the columns; it may have a second line. */
    String row(Object... cells) {
        return lines(cells);
    }

    private String lines(Object... cells) {
        fit();
        StringBuilder line = new StringBuilder();
        String below = "";
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.isText() && isTextBelow) {
                below = "\n" + " ".repeat(INDENT) + paint(cells[i], cut(text(cells[i]), available - INDENT));
            } else if (column.isShown) {
                line.append(line.isEmpty() ? "" : " ".repeat(GAP))
                        .append(paint(cells[i], filled(column, text(cells[i]), i == columns.size() - 1)));
            }
        }
        return line.toString().stripTrailing() + below;
    }

    private String filled(Column column, String text, boolean isLast) {
        boolean isWhole = available == Integer.MAX_VALUE && !column.isText();
        String shown = cut(text, isWhole ? Integer.MAX_VALUE : column.width);
        if (column.isRight) {
            return " ".repeat(Math.max(0, column.width - shown.length())) + shown;
        }
        return isLast ? shown : Text.pad(shown, column.width);
    }

    private static String cut(String text, int width) {
        return Printable.line(Text.printable(text.replaceAll("\\s*\\R\\s*", " ")), width);
    }

    private static String text(Object cell) {
        return cell instanceof Painted painted ? painted.text() : (String) cell;
    }

    private static String paint(Object cell, String filled) {
        return cell instanceof Painted painted ? painted.paint().apply(filled) : filled;
    }

    private void fit() {
        if (isFitted || available == Integer.MAX_VALUE) {
            return;
        }
        isFitted = true;
        Column text = columns.stream().filter(Column::isText).findFirst().orElse(null);
        if (!leaveOut(text == null ? 0 : text.least + GAP) && text != null) {
            isTextBelow = true;
            columns.forEach(c -> c.isShown = true);
            leaveOut(0);
        }
        if (text != null && !isTextBelow) {
            text.width = Math.min(text.width, available - widthOfOthers() - GAP);
        }
    }

    /** Leaves out columns until so much room is left, or none can be left out any more; whether it is. */
    private boolean leaveOut(int room) {
        while (widthOfOthers() + room > available) {
            @Nullable Column next = null;
            for (Column column : columns) {
                if (column.isShown && column.rank > (next == null ? 0 : next.rank)) {
                    next = column;
                }
            }
            if (next == null) {
                return false;
            }
            next.isShown = false;
        }
        return true;
    }

    private int widthOfOthers() {
        int width = -GAP;
        for (Column column : columns) {
            width += column.isShown && !column.isText() ? column.width + GAP : 0;
        }
        return width;
    }
}
