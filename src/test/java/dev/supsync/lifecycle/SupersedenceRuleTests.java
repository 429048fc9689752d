package dev.supsync.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The rule as text. */
class SupersedenceRuleTests {

    @Test
    void itsTextIsReadBack() {
        for (SupersedenceRule rule : new SupersedenceRule[] {
            SupersedenceRule.NEVER,
            new SupersedenceRule(Wait.IMMEDIATELY, new Wait.Months(3)),
            new SupersedenceRule(new Wait.Months(Wait.MOST_MONTHS), Wait.NEVER)
        }) {
            assertThat(SupersedenceRule.parse(rule.toString())).isEqualTo(rule);
        }
    }

    @Test
    void anotherTextIsRefused() {
        assertThatThrownBy(() -> SupersedenceRule.parse("never"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"never\" is not a rule for superseded updates");
    }
}
