package dev.supsync.metadata;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes revisions as the update XML they could have been read from: one line without declaration, defaults left out,
 * rules of a chosen size. Addresses of files are not part of it. Clauses are numbered anew when it is read, from 0
 * without gaps, and relations come in the order superseded, required, categories, bundled.
 *
 * @param rules about how many characters of applicability rules to write
 * @param classification which categories stand in the group of classifications, apart from that of products
 * @param upperCase which updates have their own GUID in upper case; references to them stay in lower case
 * @param indented whether to write it on many lines
 */
public record UpdateXmlWriter(
        ToIntFunction<UpdateRevision> rules,
        Predicate<UpdateId> classification,
        Predicate<UpdateId> upperCase,
        boolean indented) {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String PUBLISHING = "http://schemas.microsoft.com/msus/2002/12/Publishing";

    private static final Set<UpdateId> CLASSIFICATIONS = Stream.of(
                    "cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83",
                    "e6cf1350-c01b-414d-a61f-263d14d133b4",
                    "0fa1201d-4330-4fa8-8ae9-b877473b6441",
                    "b54e7d24-7add-428f-8b75-90a396fa584f",
                    "28bc880e-0592-4cbf-8f95-c79b17911d5f",
                    "68c5b0a3-d1a6-4553-ae49-01d3a7827828",
                    "b4832bd8-e735-4761-8daf-37f882276dab",
                    "ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0",
                    "e0789628-ce08-4437-be74-2495b842f43b",
                    "3689bdc8-b205-4af4-8d4a-a63924c5e9d5",
                    "5c9376ab-8ce6-464a-b136-22113dd69801",
                    "434de588-ed14-48f5-8eed-a15e09a991f6",
                    "9511d615-35b2-47bb-927f-f73d8e9260bb",
                    "e140075d-8433-45c3-ad87-e72345b36078")
            .map(UpdateId::parse)
            .collect(Collectors.toUnmodifiableSet());

    /** On one line, with hardly any rules, for Microsoft's classifications. */
    public UpdateXmlWriter() {
        this(revision -> 0, CLASSIFICATIONS::contains, id -> false, false);
    }

    public UpdateXmlWriter withRules(int characters) {
        return withRules(revision -> characters);
    }

    public UpdateXmlWriter withRules(ToIntFunction<UpdateRevision> characters) {
        return new UpdateXmlWriter(characters, classification, upperCase, indented);
    }

    public UpdateXmlWriter withClassifications(Predicate<UpdateId> ids) {
        return new UpdateXmlWriter(rules, ids, upperCase, indented);
    }

    public UpdateXmlWriter withUpperCase(Predicate<UpdateId> ids) {
        return new UpdateXmlWriter(rules, classification, ids, indented);
    }

    public UpdateXmlWriter withIndentation() {
        return new UpdateXmlWriter(rules, classification, upperCase, true);
    }

    /** The whole document. */
    public String write(UpdateRevision revision) {
        XmlSink xml = new XmlSink(indented);
        xml.start("Update").namespace("pub", PUBLISHING);
        if (!revision.drivers().isEmpty()) {
            xml.namespace("drv", DriverReader.WINDOWS_DRIVER);
        }
        xml.namespace("upd", XmlCursor.UPDATE);
        String id = revision.id().toString();
        identity(
                xml,
                upperCase.test(revision.id()) ? id.toUpperCase(Locale.ROOT) : id,
                revision.key().revisionNumber());
        new PropertiesWriter(xml).write(revision.properties());
        texts(xml, revision.texts());
        relationships(xml, revision.relations());
        new RulesWriter(xml).write(rules.applyAsInt(revision), revision.drivers());
        files(xml, revision.files());
        CategoryInfo category = revision.category();
        if (category != null) {
            handlerData(xml, category);
        }
        return xml.end().finish();
    }

    private static void identity(XmlSink xml, Object id, @Nullable Integer revisionNumber) {
        xml.empty("UpdateIdentity").attribute("UpdateID", id).attribute("RevisionNumber", revisionNumber);
    }

    private static void texts(XmlSink xml, List<LocalizedText> texts) {
        if (texts.isEmpty()) {
            return;
        }
        xml.start("LocalizedPropertiesCollection");
        for (LocalizedText text : texts) {
            xml.start("LocalizedProperties")
                    .text("Language", text.language())
                    .text("Title", text.title())
                    .text("Description", text.description())
                    .text("UninstallNotes", text.uninstallNotes())
                    .text("MoreInfoUrl", text.moreInfoUrl())
                    .text("SupportUrl", text.supportUrl())
                    .end();
        }
        xml.end();
    }

    private void relationships(XmlSink xml, List<Relation> relations) {
        if (relations.isEmpty()) {
            return;
        }
        xml.start("Relationships");
        group(xml, "SupersededUpdates", of(relations, Relation.Supersedes.class));
        prerequisites(xml, relations);
        List<Relation.Bundles> bundled = of(relations, Relation.Bundles.class);
        if (!bundled.isEmpty()) {
            xml.start("BundledUpdates");
            clauses(xml, clauses(bundled, Relation.Bundles::clause));
            xml.end();
        }
        xml.end();
    }

    private void prerequisites(XmlSink xml, List<Relation> relations) {
        var required = of(relations, Relation.Requires.class);
        var categories = of(relations, Relation.InCategory.class).stream()
                .collect(partitioningBy(category -> classification.test(category.target())));
        if (required.isEmpty() && categories.values().stream().allMatch(List::isEmpty)) {
            return;
        }
        xml.start("Prerequisites");
        clauses(xml, clauses(required, Relation.Requires::clause));
        categories.values().stream().filter(group -> !group.isEmpty()).forEach(group -> {
            xml.start("AtLeastOne").flag("IsCategory", true);
            group.forEach(relation -> target(xml, relation));
            xml.end();
        });
        xml.end();
    }

    private static <R extends Relation> Collection<List<R>> clauses(List<R> relations, Function<R, Integer> clause) {
        return relations.stream()
                .collect(groupingBy(clause, TreeMap::new, Collectors.toList()))
                .values();
    }

    /** A clause of one update stands bare, as in real documents. */
    private static void clauses(XmlSink xml, Collection<? extends List<? extends Relation>> clauses) {
        for (List<? extends Relation> clause : clauses) {
            if (clause.size() == 1) {
                target(xml, clause.get(0));
            } else {
                group(xml, "AtLeastOne", clause);
            }
        }
    }

    private static void group(XmlSink xml, String name, List<? extends Relation> relations) {
        if (!relations.isEmpty()) {
            xml.start(name);
            relations.forEach(relation -> target(xml, relation));
            xml.end();
        }
    }

    private static void target(XmlSink xml, Relation relation) {
        identity(xml, relation.target(), relation instanceof Relation.Bundles child ? child.revisionNumber() : null);
    }

    private static void files(XmlSink xml, List<UpdateFile> files) {
        if (files.isEmpty()) {
            return;
        }
        xml.start("Files");
        for (UpdateFile file : files) {
            var patchingType = file.patchingType();
            xml.start("File")
                    .attribute("Digest", file.digest())
                    .attribute("DigestAlgorithm", "SHA1")
                    .attribute("FileName", file.name())
                    .attribute("Size", file.size())
                    .attribute("Modified", file.modified())
                    .attribute("PatchingType", patchingType == null ? null : patchingType.text());
            String sha256 = file.sha256();
            if (sha256 != null) {
                xml.start("AdditionalDigest")
                        .attribute("Algorithm", "SHA256")
                        .characters(sha256)
                        .end();
            }
            xml.end();
        }
        xml.end();
    }

    private static void handlerData(XmlSink xml, CategoryInfo category) {
        CategoryType type = category.type();
        xml.start("HandlerSpecificData")
                .namespace("xsi", XSI)
                .attribute("xsi", XSI, "type", "cat:Category")
                .empty("cat", "CategoryInformation", CategoryReader.CATEGORY)
                .attribute("CategoryType", type == null ? null : type.text())
                .flag("ProhibitsSubcategories", category.prohibitsSubcategories())
                .flag("ProhibitsUpdates", category.prohibitsUpdates())
                .attribute("DisplayOrder", category.displayOrder())
                .end();
    }

    private static <R extends Relation> List<R> of(List<Relation> relations, Class<R> kind) {
        return relations.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
