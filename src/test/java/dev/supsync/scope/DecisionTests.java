package dev.supsync.scope;

import static dev.supsync.scope.SampleTree.CRITICAL;
import static dev.supsync.scope.SampleTree.MICROSOFT;
import static dev.supsync.scope.SampleTree.OFFICE;
import static dev.supsync.scope.SampleTree.OFFICE_2016;
import static dev.supsync.scope.SampleTree.SECURITY;
import static dev.supsync.scope.SampleTree.WINDOWS;
import static dev.supsync.scope.SampleTree.WINDOWS_10;
import static dev.supsync.scope.SampleTree.WINDOWS_11;
import static dev.supsync.scope.SampleTree.id;
import static dev.supsync.scope.SampleTree.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.Decision.InScope;
import dev.supsync.scope.Decision.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionTests {

    private final ResolvedScope scope = ScopeResolver.resolve(
            new ScopeSettings(List.of("Windows/*"), List.of("Security Updates"), List.of(), Outside.SKIP),
            sample().tree(),
            Map.of());

    @Test
    void takesAnUpdateOfASelectedClassificationAndProduct() {
        assertThat(decide(SECURITY, WINDOWS_11)).isEqualTo(new InScope(SECURITY, WINDOWS_11));
    }

    @Test
    void takesAnUpdateOfWhichOneProductIsSelected() {
        assertThat(decide(OFFICE_2016, WINDOWS_10, SECURITY)).isEqualTo(new InScope(SECURITY, WINDOWS_10));
    }

    @Test
    void namesTheSameProductWhateverTheOrder() {
        assertThat(decide(WINDOWS, WINDOWS_11, SECURITY, MICROSOFT, WINDOWS_10))
                .isEqualTo(decide(WINDOWS_10, MICROSOFT, WINDOWS_11, SECURITY, WINDOWS))
                .isEqualTo(new InScope(SECURITY, WINDOWS_10));
    }

    @Test
    void tellsTheRuleThatKeptItOut() {
        assertThat(decide(WINDOWS_11))
                .isEqualTo(outside(Rule.NO_CLASSIFICATION, "none of its categories is a classification"));
        assertThat(decide(SECURITY)).isEqualTo(outside(Rule.NO_PRODUCT, "none of its categories is a product"));
        assertThat(decide(CRITICAL, WINDOWS_11))
                .isEqualTo(
                        outside(Rule.CLASSIFICATION_NOT_SELECTED, "classification \"Critical Updates\" " + CRITICAL));
        assertThat(decide(SECURITY, OFFICE_2016, OFFICE))
                .isEqualTo(outside(
                        Rule.PRODUCT_NOT_SELECTED,
                        "product \"Office 2016\" " + OFFICE_2016 + ", \"Office\" " + OFFICE));
    }

    @Test
    void ignoresCategoriesThatTheTreeDoesNotKnow() {
        assertThat(decide(SECURITY, id(999))).isInstanceOf(Decision.Outside.class);
        assertThat(decide(id(999), WINDOWS_11)).isInstanceOf(Decision.Outside.class);
        assertThat(decide(SECURITY, id(999), WINDOWS_11)).isInstanceOf(InScope.class);
    }

    @Test
    void takesWhatIsSelectedThoughItIsGone() {
        Selection security = new Selection(Selection.Kind.CLASSIFICATION, "Security Updates");
        ResolvedScope pinned = ScopeResolver.resolve(
                new ScopeSettings(List.of("Windows 11"), List.of("Security Updates"), List.of(), Outside.SKIP),
                sample().remove(SECURITY).tree(),
                Map.of(security, SECURITY));
        assertThat(pinned.decide(new UpdateFacts(List.of(SECURITY, WINDOWS_11))))
                .isEqualTo(new InScope(SECURITY, WINDOWS_11));
    }

    private Decision decide(UpdateId... categories) {
        return scope.decide(new UpdateFacts(List.of(categories)));
    }

    private static Decision outside(Rule rule, String detail) {
        return new Decision.Outside(rule, detail);
    }
}
