package dev.supsync.samples;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A text with names in braces, taken apart once: there are millions of titles.
 *
 * @param pieces literal text and names in turn, literal text first
 */
record Template(List<String> pieces) {

    static Template of(String text) {
        return new Template(List.of(text.split("[{}]", -1)));
    }

    String fill(UnaryOperator<String> values) {
        StringBuilder filled = new StringBuilder(200);
        for (int i = 0; i < pieces.size(); i++) {
            filled.append(i % 2 == 0 ? pieces.get(i) : values.apply(pieces.get(i)));
        }
        return filled.toString();
    }
}
