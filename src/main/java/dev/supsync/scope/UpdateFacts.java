package dev.supsync.scope;

import dev.supsync.metadata.UpdateId;
import java.util.Collection;
import java.util.List;

/**
 * What the scope needs to know of an update.
 *
 * @param categories the classification and the products that it belongs to, in any order
 */
public record UpdateFacts(Collection<UpdateId> categories) {

    public UpdateFacts {
        categories = List.copyOf(categories);
    }
}
