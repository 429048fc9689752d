package dev.supsync.lifecycle;

import static dev.supsync.lifecycle.ExpiryReason.DECLINED;
import static dev.supsync.lifecycle.ExpiryReason.PUBLISHER;
import static dev.supsync.lifecycle.ExpiryReason.RULE;
import static dev.supsync.lifecycle.ExpiryReason.SCOPE;
import static dev.supsync.lifecycle.ExpiryReason.VANISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ExpiryReasonsTests {

    @Test
    void areBitsThatDatabasesHold() {
        assertThat(PUBLISHER.bit()).isEqualTo(1);
        assertThat(DECLINED.bit()).isEqualTo(2);
        assertThat(VANISHED.bit()).isEqualTo(4);
        assertThat(SCOPE.bit()).isEqualTo(8);
        assertThat(RULE.bit()).isEqualTo(16);
        assertThat(ExpiryReasons.of(PUBLISHER, SCOPE).bits()).isEqualTo(9);
    }

    @Test
    void areSetAndClearedOneByOne() {
        ExpiryReasons both = ExpiryReasons.NONE.with(DECLINED).with(VANISHED).with(DECLINED);
        assertThat(both.contains(DECLINED)).isTrue();
        assertThat(both.contains(SCOPE)).isFalse();
        assertThat(both.without(DECLINED)).isEqualTo(ExpiryReasons.of(VANISHED));
        assertThat(both.with(VANISHED, false).with(SCOPE, true)).isEqualTo(ExpiryReasons.of(DECLINED, SCOPE));
        assertThat(both.without(DECLINED).without(VANISHED).isEmpty()).isTrue();
    }

    @Test
    void areLiveWithNoReasonButTheRule() {
        assertThat(ExpiryReasons.NONE.isLive()).isTrue();
        assertThat(ExpiryReasons.of(RULE).isLive()).isTrue();
        assertThat(ExpiryReasons.of(RULE).isEmpty()).isFalse();
        assertThat(ExpiryReasons.of(RULE, SCOPE).isLive()).isFalse();
    }

    @Test
    void haveNames() {
        assertThat(ExpiryReasons.of(DECLINED, PUBLISHER).names()).isEqualTo("publisher,declined");
        assertThat(ExpiryReasons.of(ExpiryReason.values()).names()).isEqualTo("publisher,declined,vanished,scope,rule");
        assertThat(ExpiryReasons.NONE.names()).isEmpty();
        assertThat(ExpiryReasons.NONE).hasToString("none");
    }

    @Test
    void refuseBitsThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExpiryReasons(32))
                .withMessage("expiry reasons 32 are not between 0 and 31");
        assertThatIllegalArgumentException().isThrownBy(() -> new ExpiryReasons(-1));
    }
}
