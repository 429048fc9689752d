package dev.supsync.metadata;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An element of a document as the JDK reads it, or none; absent attributes and texts are empty. */
record DomNode(@Nullable Element element) {

    static DomNode root(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        return new DomNode(factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement());
    }

    /** The text of a value; empty for null. */
    static String orEmpty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    List<DomNode> children() {
        List<DomNode> children = new ArrayList<>();
        if (element != null) {
            for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element child) {
                    children.add(new DomNode(child));
                }
            }
        }
        return children;
    }

    List<DomNode> children(String name) {
        return children().stream().filter(child -> child.name().equals(name)).toList();
    }

    /** The first child of the name; a node without element if there is none. */
    DomNode child(String name) {
        List<DomNode> children = children(name);
        return children.isEmpty() ? new DomNode(null) : children.get(0);
    }

    List<String> texts(String name) {
        return children(name).stream().map(DomNode::text).toList();
    }

    String name() {
        return element == null ? "" : element.getLocalName();
    }

    String text() {
        return element == null ? "" : element.getTextContent();
    }

    String attribute(String name) {
        return element == null ? "" : element.getAttribute(name);
    }

    String attribute(String name, String absent) {
        String value = attribute(name);
        return value.isEmpty() ? absent : value;
    }

    boolean flag(String name) {
        return attribute(name).equals("true");
    }

    /** The identities of a clause: itself, or those of the group. */
    List<DomNode> identities() {
        return name().equals("UpdateIdentity") ? List.of(this) : children("UpdateIdentity");
    }

    String id() {
        return attribute("UpdateID").toLowerCase(Locale.ROOT);
    }
}
