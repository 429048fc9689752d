package dev.supsync.scope;

import dev.supsync.metadata.UpdateId;
import java.util.Optional;

/**
 * One selection of the scope, in the form by which it is remembered: a GUID in lower case without braces, a title in
 * lower case and trimmed. So the same selection written in another case keeps its pin.
 */
public record Selection(Kind kind, String text) {

    private static final String FAMILY = "/*";

    /** Which list of the scope a selection stands in. */
    public enum Kind {
        PRODUCT,
        CLASSIFICATION
    }

    public Selection {
        Optional<UpdateId> guid = guidOf(text);
        text = guid.isPresent() ? guid.get().toString() : CategoryText.folded(text);
    }

    /** The GUID that is selected; empty when it is a title. */
    Optional<UpdateId> guid() {
        return guidOf(text);
    }

    /** Whether this means only the family of that name. */
    boolean familyOnly() {
        return kind == Kind.PRODUCT && text.endsWith(FAMILY);
    }

    /** The title, folded as titles are compared. */
    String title() {
        return familyOnly() ? text.substring(0, text.length() - FAMILY.length()).strip() : text;
    }

    private static Optional<UpdateId> guidOf(String text) {
        String guid = text.strip();
        if (guid.startsWith("{") && guid.endsWith("}") && guid.length() > 1) {
            guid = guid.substring(1, guid.length() - 1);
        }
        return UpdateId.isGuid(guid) ? Optional.of(UpdateId.parse(guid)) : Optional.empty();
    }
}
