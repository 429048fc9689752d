package dev.supsync.catalog.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LongColumnTests {

    @Test
    void keepsNumbersOverManySegments() {
        LongColumn column = new LongColumn();
        for (int i = 0; i < 100_000; i++) {
            column.set(i, Long.MAX_VALUE - i);
        }
        column.set(50_000, -1);

        for (int i = 0; i < 100_000; i++) {
            assertThat(column.get(i)).isEqualTo(i == 50_000 ? -1 : Long.MAX_VALUE - i);
        }
    }

    @Test
    void placesNeedNotBeSetInTheirOrder() {
        LongColumn column = new LongColumn();
        column.set(70_000, 7);

        assertThat(column.get(70_000)).isEqualTo(7);
        assertThat(column.get(0)).isZero();
    }

    @Test
    void whatWasNeverMadeCannotBeRead() {
        assertThatThrownBy(() -> new LongColumn().get(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
