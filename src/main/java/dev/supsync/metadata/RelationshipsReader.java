package dev.supsync.metadata;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the element {@code Relationships}. Clauses are numbered from 0, those of prerequisites and of bundled updates
 * each on their own; groups of categories and empty groups have no number.
 */
final class RelationshipsReader {

    private final XmlCursor xml;
    private final Attributes attributes;
    private final Set<Relation> relations = new LinkedHashSet<>();
    private int requirements;
    private int bundles;

    RelationshipsReader(XmlCursor xml) {
        this.xml = xml;
        this.attributes = new Attributes(xml);
    }

    List<Relation> read() throws MetadataException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "SupersededUpdates" -> readSuperseded();
                case "Prerequisites" -> readPrerequisites();
                case "BundledUpdates" -> readBundled();
                default -> xml.skip();
            }
        }
        return new ArrayList<>(relations);
    }

    private void readSuperseded() throws MetadataException {
        readGroup(() -> new Relation.Supersedes(attributes.updateId()));
    }

    private void readPrerequisites() throws MetadataException {
        Target target = () -> new Relation.Requires(requirements, attributes.updateId());
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "UpdateIdentity" -> {
                    add(target);
                    requirements++;
                }
                case "AtLeastOne" -> {
                    if (attributes.flag("IsCategory")) {
                        readGroup(() -> new Relation.InCategory(attributes.updateId()));
                    } else if (readGroup(target)) {
                        requirements++;
                    }
                }
                default -> xml.skip();
            }
        }
    }

    private void readBundled() throws MetadataException {
        Target target = () -> new Relation.Bundles(bundles, attributes.updateId(), attributes.revisionNumber());
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "UpdateIdentity" -> {
                    add(target);
                    bundles++;
                }
                case "AtLeastOne" -> {
                    if (readGroup(target)) {
                        bundles++;
                    }
                }
                default -> xml.skip();
            }
        }
    }

    /** Reads the identities of a group; false if there are none. */
    private boolean readGroup(Target target) throws MetadataException {
        boolean found = false;
        while (xml.nextChild()) {
            if (xml.name().equals("UpdateIdentity")) {
                add(target);
                found = true;
            } else {
                xml.skip();
            }
        }
        return found;
    }

    private void add(Target target) throws MetadataException {
        relations.add(target.read());
        xml.skip();
    }

    /** Makes a relation of the current element {@code UpdateIdentity}. */
    private interface Target {
        Relation read() throws MetadataException;
    }
}
