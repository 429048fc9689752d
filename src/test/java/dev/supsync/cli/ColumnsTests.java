package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTests {

    private static final String TITLE = "2026-11 Cumulative Update for Windows 11 Version 25H2 for x64-based Systems";

    @Test
    void aNarrowTerminalLosesTheColumnsThatAreNeededLeast() {
        assertThat(updates(100).heading()).isEqualTo("Article    Released    Severity   Classification        Title");
        assertThat(updates(100).row("KB1", "2026-11-10", "Critical", "Updates", TITLE))
                .hasSize(100)
                .endsWith("…");
        assertThat(updates(80).heading()).isEqualTo("Article    Released    Severity   Title");
        assertThat(updates(60).heading()).isEqualTo("Article    Released    Title");
        assertThat(updates(60).row("KB1", "2026-11-10", "Critical", "Updates", TITLE))
                .startsWith("KB1        2026-11-10  2026-11 Cumulative Update for Window")
                .hasSize(60);
        assertThat(updates(40).heading()).isEqualTo("Article    Released    Severity\n  Title");
    }

    @Test
    void elsewhereEverythingIsPrinted() {
        assertThat(updates(Integer.MAX_VALUE).row("KB1", "2026-11-10", "Critical", "Updates", TITLE))
                .isEqualTo("KB1        2026-11-10  Critical   Updates               " + TITLE);
        assertThat(updates(Integer.MAX_VALUE).row("KB1234567890", "", "", "A classification of many words", "x"))
                .isEqualTo("KB1234567890                         A classification of many words  x");
    }

    @Test
    void aTextWithoutRoomGetsALineOfItsOwn() {
        Columns columns = new Columns(60)
                .left("Article", 9, 0)
                .left("Released", 10, 2)
                .left("In site", 7, 1)
                .left("Update ID", 36, 0)
                .text("Title", Integer.MAX_VALUE, 30);
        String id = "0a1b2c3d-0000-4000-8000-000000000001";
        assertThat(columns.row("KB1", "2026-11-10", "yes", id, TITLE))
                .isEqualTo("KB1        yes      " + id + "\n  " + TITLE.substring(0, 57) + "…");
        assertThat(columns.heading()).isEqualTo("Article    In site  Update ID\n  Title");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 72, 80, 100, 120, 200})
    void noLineIsWiderThanTheTerminal(int width) {
        for (int i = 0; i < 2; i++) {
            Columns columns = new Columns(width).right("Run", 3, 0);
            columns = i == 0 ? columns.text("Product", 44, 24) : columns;
            for (int rank = 1; rank < 8; rank++) {
                columns.right("Number " + rank, 0, rank);
            }
            Object[] cells = new Object[i == 0 ? 9 : 8];
            java.util.Arrays.fill(cells, "1,234");
            cells[1] = i == 0 ? TITLE : cells[1];
            assertThat(columns.heading()).hasSizeLessThanOrEqualTo(width).startsWith("Run");
            assertThat(columns.row(cells)).hasSizeLessThanOrEqualTo(width);
        }
    }

    @Test
    void paintsWhatIsFilledUp() {
        Columns columns = new Columns(80).left("State", 8, 0).right("Number", 6, 0);
        assertThat(columns.row(new Columns.Painted("done", text -> "<" + text + ">"), "7"))
                .isEqualTo("<done    >       7");
    }

    private static Columns updates(int width) {
        return new Columns(width)
                .left("Article", 9, 0)
                .left("Released", 10, 1)
                .left("Severity", 9, 2)
                .left("Classification", 20, 3)
                .text("Title", Integer.MAX_VALUE, 30);
    }
}
