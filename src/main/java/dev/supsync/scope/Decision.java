package dev.supsync.scope;

import dev.supsync.metadata.UpdateId;

/** The verdict on an update. */
public sealed interface Decision {

    /** It belongs here, by this selected classification and this selected product. */
    record InScope(UpdateId classification, UpdateId product) implements Decision {}

    /**
     * It does not.
     *
     * @param detail for a person: the categories that were looked at
     */
    record Outside(Rule rule, String detail) implements Decision {}

    /** Why an update is outside, in the order in which the rules are asked. */
    enum Rule {
        NO_CLASSIFICATION,
        NO_PRODUCT,
        CLASSIFICATION_NOT_SELECTED,
        PRODUCT_NOT_SELECTED
    }
}
