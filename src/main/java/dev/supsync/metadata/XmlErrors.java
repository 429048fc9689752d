package dev.supsync.metadata;

import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Words the errors of a document, each with its place. */
final class XmlErrors {

    private static final int QUOTED_LENGTH = 100;

    private XmlErrors() {}

    static MetadataException at(@Nullable Location location, String message) {
        return new MetadataException(message + place(location));
    }

    /**
     * What the XML reader has to say.
     *
     * @param current where the reader stands, for errors that do not say it themselves
     */
    static MetadataException malformed(Exception e, @Nullable Location current) {
        Throwable cause = e instanceof RuntimeException && e.getCause() != null ? e.getCause() : e;
        Location own = cause instanceof XMLStreamException xml ? xml.getLocation() : null;
        return new MetadataException(
                "the XML cannot be read: " + printable(firstLine(cause)) + place(own == null ? current : own), e);
    }

    /** A value that was found, in quotation marks, shortened and without characters that would upset a terminal. */
    static String quote(String value) {
        boolean fits = value.length() <= QUOTED_LENGTH;
        return '"' + printable(fits ? value : value.substring(0, QUOTED_LENGTH) + "…") + '"';
    }

    private static String place(@Nullable Location location) {
        return location == null || location.getLineNumber() < 1
                ? ""
                : " (line " + location.getLineNumber() + ", column " + location.getColumnNumber() + ")";
    }

    /** The reader's messages repeat the place in lines of their own. */
    private static String firstLine(Throwable e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf("\n at [");
        return end < 0 ? message : message.substring(0, end);
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isPrintable(c) ? c : '\uFFFD'));
        return out.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
