package dev.supsync.catalog.susdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches documents from tbXml: the small ones of many revisions at once, a large one alone when it is asked for, so that
 * never more than one large document is held for a caller.
 */
final class XmlStore {

    /** XmlUpdateFragmentType Published: the whole upd:Update. */
    private static final String PUBLISHED = "x.RootElementType = 0";

    /** Documents above this many bytes are fetched alone. */
    private static final long SMALL = 32 * 1024;

    private final Session session;
    private final String sizes;

    XmlStore(Session session) {
        this.session = session;
        SusdbDialect dialect = session.dialect();
        this.sizes = "SELECT x.RevisionID AS RevisionID, x.XmlID AS XmlID, "
                + dialect.bytes("x.RootElementXmlCompressed") + " AS CompressedSize, "
                + dialect.characters("x.RootElementXml")
                + " AS PlainSize FROM dbo.tbXml x WHERE x.RevisionID {ids} AND "
                + PUBLISHED + " ORDER BY x.XmlID";
    }

    /** Where a document is, and how large. */
    private record Place(long revisionId, long xmlId, boolean compressed, long size) {}

    /** What a fetch of one document finds. */
    sealed interface Found {
        record Document(StoredXml xml) implements Found {}

        /** Its plain text is longer than allowed, so it was not fetched. */
        record TooLarge(long characters) implements Found {}

        record Nothing() implements Found {}
    }

    /** The documents of these revisions that are small. */
    Map<Long, StoredXml> loadSmall(List<Long> revisionIds) {
        if (revisionIds.isEmpty()) {
            return Map.of();
        }
        List<Place> compressed = new ArrayList<>();
        List<Place> plain = new ArrayList<>();
        for (Place place : places(revisionIds).values()) {
            if (place.compressed() && place.size() <= SMALL) {
                compressed.add(place);
            } else if (!place.compressed() && place.size() <= SMALL / 2) {
                plain.add(place);
            }
        }
        Map<Long, StoredXml> found = new HashMap<>(fetch(compressed, true));
        found.putAll(fetch(plain, false));
        return found;
    }

    /** The document of one revision, unless it is plain and longer than {@code maximum} characters. */
    Found load(long revisionId, long maximum) {
        Place place = places(List.of(revisionId)).get(revisionId);
        if (place == null) {
            return new Found.Nothing();
        }
        if (place.size() > maximum) {
            return new Found.TooLarge(place.size());
        }
        StoredXml xml = fetch(List.of(place), place.compressed()).get(revisionId);
        return xml == null ? new Found.Nothing() : new Found.Document(xml);
    }

    /** The last document of each revision. */
    private Map<Long, Place> places(List<Long> revisionIds) {
        RevisionIds ids = RevisionIds.of(revisionIds);
        Map<Long, Place> places = new HashMap<>();
        session.rows("read documents", sizes.replace("{ids}", ids.condition()), ids.parameters(), row -> {
            long revisionId = row.key("RevisionID");
            Long compressed = row.number("CompressedSize");
            Long plain = row.number("PlainSize");
            boolean isCompressed = compressed != null && compressed > 0;
            Long length = isCompressed ? compressed : plain;
            long size = length == null ? 0 : length;
            if (size > 0) {
                places.put(revisionId, new Place(revisionId, row.key("XmlID"), isCompressed, size));
            }
            return null;
        });
        places.keySet().retainAll(revisionIds);
        return places;
    }

    private Map<Long, StoredXml> fetch(List<Place> places, boolean compressed) {
        if (places.isEmpty()) {
            return Map.of();
        }
        RevisionIds ids = RevisionIds.only(places.stream().map(Place::xmlId).toList());
        String column = compressed ? "RootElementXmlCompressed" : "RootElementXml";
        String sql = "SELECT x.RevisionID AS RevisionID, x.XmlID AS XmlID, x." + column
                + " AS Document FROM dbo.tbXml x WHERE x.XmlID " + ids.condition() + " AND " + PUBLISHED;
        Map<Long, Place> byId = new HashMap<>();
        places.forEach(place -> byId.put(place.xmlId(), place));
        Map<Long, StoredXml> found = new HashMap<>();
        session.rows("read documents", sql, ids.parameters(), row -> {
            Place place = byId.get(row.key("XmlID"));
            if (place != null) {
                StoredXml xml = document(row, compressed);
                if (xml != null) {
                    found.put(place.revisionId(), xml);
                }
            }
            return null;
        });
        return found;
    }

    private static @Nullable StoredXml document(RowReader row, boolean compressed) throws SQLException {
        if (compressed) {
            byte[] bytes = row.bytes("Document");
            return bytes == null ? null : new StoredXml(bytes, null);
        }
        String text = row.text("Document");
        return text == null ? null : new StoredXml(null, text);
    }
}
