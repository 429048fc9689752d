package dev.supsync.scope;

import static dev.supsync.scope.SampleTree.CRITICAL;
import static dev.supsync.scope.SampleTree.MICROSOFT;
import static dev.supsync.scope.SampleTree.OFFICE;
import static dev.supsync.scope.SampleTree.OFFICE_2016;
import static dev.supsync.scope.SampleTree.SECURITY;
import static dev.supsync.scope.SampleTree.SILVERLIGHT;
import static dev.supsync.scope.SampleTree.SILVERLIGHT_TOO;
import static dev.supsync.scope.SampleTree.WINDOWS;
import static dev.supsync.scope.SampleTree.WINDOWS_10;
import static dev.supsync.scope.SampleTree.WINDOWS_11;
import static dev.supsync.scope.SampleTree.WINDOWS_PRODUCT;
import static dev.supsync.scope.SampleTree.id;
import static dev.supsync.scope.SampleTree.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScopeResolverTests {

    private static final UpdateIdText GUIDS = new UpdateIdText();

    @Test
    void selectsNothingByDefault() {
        ResolvedScope scope = ScopeResolver.resolve(ScopeSettings.NOTHING, sample().tree(), Map.of());
        assertThat(scope.products()).isEmpty();
        assertThat(scope.classifications()).isEmpty();
        assertThat(scope.languages()).containsExactly("en");
        assertThat(scope.outside()).isEqualTo(Outside.SKIP);
        assertThat(scope.warnings()).isEmpty();
        assertThat(scope.pins()).isEmpty();
    }

    @Test
    void selectsByTitleInAnyCase() {
        ResolvedScope scope = products("  wINDOWS 11 ");
        assertThat(scope.products()).containsExactly(WINDOWS_11);
        assertThat(scope.pins()).containsOnlyKeys(new Selection(Selection.Kind.PRODUCT, "Windows 11"));
        assertThat(classifications("security updates").classifications()).containsExactly(SECURITY);
    }

    @Test
    void selectsByGuidInAnyCaseWithOrWithoutBraces() {
        assertThat(products(GUIDS.braced(WINDOWS_11), GUIDS.upper(OFFICE_2016)).products())
                .containsExactlyInAnyOrder(WINDOWS_11, OFFICE_2016);
        assertThat(classifications(GUIDS.upper(CRITICAL)).classifications()).containsExactly(CRITICAL);
    }

    @Test
    void includesWhatStandsBelow() {
        assertThat(products("Office").products()).containsExactlyInAnyOrder(OFFICE, OFFICE_2016, SILVERLIGHT);
        assertThat(products("Microsoft").products())
                .hasSize(9)
                .contains(MICROSOFT, WINDOWS, WINDOWS_11, OFFICE, OFFICE_2016);
        assertThat(products("Windows 11").selects(WINDOWS)).isFalse();
    }

    @Test
    void takesOnlyTheFamilyOfThatName() {
        assertThat(products("Windows/*").products())
                .containsExactlyInAnyOrder(WINDOWS, WINDOWS_10, WINDOWS_11, WINDOWS_PRODUCT, SILVERLIGHT_TOO);
        assertThat(mistake("Microsoft/*"))
                .contains("supsync.scope.products[0] \"Microsoft/*\": the catalog holds no product family of this"
                        + " English title; near to it: \"Microsoft\" (" + MICROSOFT + ", company)");
    }

    @Test
    void keepsTheLanguagesInLowerCaseAndEnglish() {
        ScopeSettings settings = new ScopeSettings(List.of(), List.of(), List.of("DE", "pt-BR"), Outside.KEEP);
        ResolvedScope scope = ScopeResolver.resolve(settings, sample().tree(), Map.of());
        assertThat(scope.languages()).containsExactly("de", "en", "pt-br");
        assertThat(scope.outside()).isEqualTo(Outside.KEEP);
    }

    @Test
    void prefersTheLiveOneOfTwoNamesakes() {
        CategoryTree tree = sample().add(SILVERLIGHT, CategoryType.PRODUCT, OFFICE, "Silverlight", true)
                .tree();
        assertThat(resolve(tree, "Silverlight").products()).containsExactly(SILVERLIGHT_TOO);
    }

    @Test
    void neverSelectsAnUntypedRootByTitleButByGuid() {
        CategoryTree tree = sample().add(id(300), null, null, "Unheard").tree();
        assertThat(resolve(tree, id(300).toString()).products()).containsExactly(id(300));
        assertThat(mistakeIn(tree, "Unheard"))
                .contains("near to it: \"Unheard\" (" + id(300) + ", category without a type)");
    }

    @Test
    void fingerprintsWhatIsSelectedNotHow() {
        assertThat(products("Windows 11").fingerprint())
                .isEqualTo(products(GUIDS.braced(WINDOWS_11), "windows 11").fingerprint())
                .isNotEqualTo(products("Windows 10").fingerprint());
        CategoryTree grown = sample().add(id(400), CategoryType.PRODUCT, OFFICE, "Office 2026")
                .tree();
        assertThat(resolve(grown, "Office").fingerprint())
                .isNotEqualTo(products("Office").fingerprint());
        ScopeSettings kept = new ScopeSettings(List.of("Windows 11"), List.of(), List.of(), Outside.KEEP);
        assertThat(ScopeResolver.resolve(kept, sample().tree(), Map.of()).fingerprint())
                .isNotEqualTo(products("Windows 11").fingerprint());
    }

    @Nested
    class Mistakes {

        @Test
        void areAllReportedTogether() {
            ScopeSettings settings = new ScopeSettings(
                    List.of("Windoes 11", "Windows", id(999).toString(), " "),
                    List.of("Windows 11", "Tools"),
                    List.of("de", "klingon"),
                    Outside.SKIP);
            SupsyncException e = catchThrowableOfType(
                    SupsyncException.class, () -> ScopeResolver.resolve(settings, sample().tree(), Map.of()));
            assertThat(e.code()).isEqualTo(ErrorCode.SCOPE_SELECTION);
            assertThat(e.getMessage().lines())
                    .hasSize(8)
                    .startsWith("7 mistakes in the scope:")
                    .anyMatch(line -> line.startsWith("- supsync.scope.products[0] \"Windoes 11\": the catalog holds no"
                            + " product, family or company of this English title; near to it: \"Windows 11\" ("
                            + WINDOWS_11 + ", product of \"Windows\")"))
                    .contains("- supsync.scope.products[1] \"Windows\": names 2 categories; write the GUID of the one"
                            + " that is meant: \"Windows\" (" + WINDOWS + ", product family of \"Microsoft\"),"
                            + " \"Windows\" (" + WINDOWS_PRODUCT + ", product of \"Windows\")")
                    .contains("- supsync.scope.products[2] \"" + id(999)
                            + "\": unknown GUID: the catalog holds no category of this GUID")
                    .contains("- supsync.scope.products[3] \" \": is empty; write a GUID or an English title")
                    .contains("- supsync.scope.classifications[0] \"Windows 11\": the catalog holds no classification"
                            + " of this English title; near to it: \"Windows 11\" (" + WINDOWS_11
                            + ", product of \"Windows\")")
                    .contains("- supsync.scope.classifications[1] \"Tools\": the catalog holds no classification of"
                            + " this English title; no title is near to it")
                    .anyMatch(line -> line.startsWith("- supsync.scope.languages[1] \"klingon\": ")
                            && line.contains("allowed are ar, bg, ")
                            && line.contains("zh-tw"));
        }

        @Test
        void includeAGuidInTheWrongList() {
            assertThat(mistake(SECURITY.toString()))
                    .contains("is the classification \"Security Updates\", not a product, family or company;"
                            + " write it under classifications");
        }

        @Test
        void listAtMostFiveCandidates() {
            SampleTree many = sample();
            for (int i = 0; i < 30; i++) {
                many.add(id(500 + i), CategoryType.PRODUCT, WINDOWS, "Windows Server 20" + i);
            }
            String message = mistakeIn(many.tree(), "Windows Server");
            assertThat(message.split("product of", -1)).hasSize(6);
        }

        @Test
        void replaceControlCharactersOfForeignTitles() {
            CategoryTree tree = sample().add(id(600), CategoryType.PRODUCT, WINDOWS, "Windows 1\u001b[2J\n2")
                    .tree();
            assertThat(mistakeIn(tree, "Windows 1")).doesNotContain("\u001b").hasLineCount(2);
        }
    }

    @Nested
    class Pins {

        private final Selection windows11 = new Selection(Selection.Kind.PRODUCT, "Windows 11");

        @Test
        void survivesARename() {
            CategoryTree tree = sample().add(WINDOWS_11, CategoryType.PRODUCT, WINDOWS, "Windows Eleven")
                    .tree();
            ResolvedScope scope = resolvePinned(tree, Map.of(windows11, WINDOWS_11));
            assertThat(scope.products()).containsExactly(WINDOWS_11);
            assertThat(scope.pins()).containsExactly(Map.entry(windows11, WINDOWS_11));
            assertThat(scope.warnings())
                    .containsExactly("supsync.scope.products[0] \"WINDOWS 11\": the category that this was resolved to"
                            + " is now \"Windows Eleven\" (" + WINDOWS_11
                            + ", product of \"Windows\"); it stays selected");
        }

        @Test
        void wins() {
            ResolvedScope scope = resolvePinned(sample().tree(), Map.of(windows11, WINDOWS_10));
            assertThat(scope.products()).containsExactly(WINDOWS_10);
            assertThat(scope.warnings())
                    .singleElement()
                    .asString()
                    .contains("is now \"Windows 10\"")
                    .contains("now also called so: \"Windows 11\" (" + WINDOWS_11);
        }

        @Test
        void settlesNamesakes() {
            Selection silverlight = new Selection(Selection.Kind.PRODUCT, "Silverlight");
            ScopeSettings settings = new ScopeSettings(List.of("Silverlight"), List.of(), List.of(), Outside.SKIP);
            ResolvedScope scope =
                    ScopeResolver.resolve(settings, sample().tree(), Map.of(silverlight, SILVERLIGHT_TOO));
            assertThat(scope.products()).containsExactly(SILVERLIGHT_TOO);
            assertThat(scope.warnings())
                    .singleElement()
                    .asString()
                    .contains("stays resolved to \"Silverlight\" (" + SILVERLIGHT_TOO + ")")
                    .contains(SILVERLIGHT.toString());
        }

        @Test
        void selectsItselfWhenTheCategoryIsGone() {
            CategoryTree tree = sample().remove(WINDOWS_11).tree();
            ResolvedScope scope = resolvePinned(tree, Map.of(windows11, WINDOWS_11));
            assertThat(scope.selects(WINDOWS_11)).isTrue();
            assertThat(scope.warnings())
                    .singleElement()
                    .asString()
                    .contains("the catalog no longer holds the category that this was resolved to (" + WINDOWS_11);
        }

        @Test
        void keepsAGuidThatIsGone() {
            String guid = WINDOWS_11.toString();
            Map<Selection, UpdateId> pins = products(guid).pins();
            ResolvedScope scope = ScopeResolver.resolve(
                    new ScopeSettings(List.of(guid), List.of(), List.of(), Outside.SKIP),
                    sample().remove(WINDOWS_11).tree(),
                    pins);
            assertThat(scope.products()).containsExactly(WINDOWS_11);
            assertThat(scope.warnings())
                    .containsExactly("supsync.scope.products[0] \"" + guid
                            + "\": the catalog no longer holds this category; it stays selected");
        }

        @Test
        void isForgottenWithItsSelection() {
            ResolvedScope scope =
                    ScopeResolver.resolve(ScopeSettings.NOTHING, sample().tree(), Map.of(windows11, WINDOWS_11));
            assertThat(scope.pins()).isEmpty();
            assertThat(scope.products()).isEmpty();
        }

        private ResolvedScope resolvePinned(CategoryTree tree, Map<Selection, UpdateId> pins) {
            return ScopeResolver.resolve(
                    new ScopeSettings(List.of("WINDOWS 11"), List.of(), List.of(), Outside.SKIP), tree, pins);
        }
    }

    private static ResolvedScope products(String... products) {
        return resolve(sample().tree(), products);
    }

    private static ResolvedScope resolve(CategoryTree tree, String... products) {
        return ScopeResolver.resolve(
                new ScopeSettings(List.of(products), List.of(), List.of(), Outside.SKIP), tree, Map.of());
    }

    private static ResolvedScope classifications(String... classifications) {
        return ScopeResolver.resolve(
                new ScopeSettings(List.of(), List.of(classifications), List.of(), Outside.SKIP),
                sample().tree(),
                Map.of());
    }

    private static String mistake(String product) {
        return mistakeIn(sample().tree(), product);
    }

    private static String mistakeIn(CategoryTree tree, String product) {
        return catchThrowableOfType(SupsyncException.class, () -> resolve(tree, product))
                .getMessage();
    }

    /** Other ways to write a GUID. */
    private static final class UpdateIdText {

        String upper(UpdateId id) {
            return id.toString().toUpperCase(Locale.ROOT);
        }

        String braced(UpdateId id) {
            return " {" + upper(id) + "} ";
        }
    }
}
