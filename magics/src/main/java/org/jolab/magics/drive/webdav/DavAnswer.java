package org.jolab.magics.drive.webdav;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;

/**
 * What a {@code 207 Multi-Status} says of one resource.
 *
 * @param path   of the resource, or null if it is not below the top
 * @param values of the properties of {@code DAV:} that the server has, by name
 */
record DavAnswer(String path, boolean folder, Map<String, String> values) {

    /** What is asked for. */
    static final String QUESTION = """
        <?xml version="1.0" encoding="utf-8"?>
        <propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getlastmodified/><getetag/></prop></propfind>
        """;
    static final String ROOM = """
        <?xml version="1.0" encoding="utf-8"?>
        <propfind xmlns="DAV:"><prop><quota-available-bytes/><quota-used-bytes/></prop></propfind>
        """;

    private static final String DAV = "DAV:";

    /** Reads an answer; no document type, so that no entity from elsewhere is ever fetched. */
    static List<DavAnswer> read(URI top, InputStream body) throws IOException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        var answers = new ArrayList<DavAnswer>();
        try {
            var xml = factory.createXMLStreamReader(body);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && is(xml, "response")) {
                    answers.add(response(top, xml));
                }
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException broken) {
                throw broken;
            }
            throw new StoreException(StoreException.Kind.REFUSED,
                "The server does not answer as a WebDAV server: its list is no XML.", e);
        }
        return answers;
    }

    private static boolean is(XMLStreamReader xml, String name) {
        return DAV.equals(xml.getNamespaceURI()) && name.equals(xml.getLocalName());
    }

    private static DavAnswer response(URI top, XMLStreamReader xml) throws XMLStreamException {
        var href = "";
        var values = new HashMap<String, String>();
        var found = new HashMap<String, String>();
        var status = "200";
        while (true) {
            var event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && is(xml, "response")) {
                return new DavAnswer(DavPath.of(top, href), "collection".equals(values.get("resourcetype")), values);
            }
            if (event == XMLStreamConstants.END_ELEMENT && is(xml, "propstat")) {
                if (status.contains("200")) {
                    values.putAll(found);
                }
                found.clear();
                status = "200";
            }
            if (event != XMLStreamConstants.START_ELEMENT || !DAV.equals(xml.getNamespaceURI())) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "href" -> href = href.isEmpty() ? xml.getElementText().strip() : href;
                case "status" -> status = xml.getElementText();
                case "collection" -> found.put("resourcetype", "collection");
                case "getcontentlength", "getlastmodified", "getetag", "quota-available-bytes", "quota-used-bytes" -> {
                    var name = xml.getLocalName();
                    found.put(name, xml.getElementText().strip());
                }
                default -> {
                }
            }
        }
    }

    Entry entry() {
        var size = folder ? 0 : number("getcontentlength", 0);
        var modified = modified();
        var revision = values.getOrDefault("getetag", "");
        if (revision.isEmpty()) {
            // A server without tags: the best that is left.
            revision = size + "@" + modified.toEpochMilli();
        }
        return new Entry(path, DavPath.parent(path), DavPath.name(path), folder ? Entry.Kind.FOLDER : Entry.Kind.FILE,
            size, modified, folder ? "folder" : revision, "", path, -1, false);
    }

    /** Whether a revision was made here, for want of an entity tag. */
    static boolean isGuessed(String revision) {
        return revision.matches("\\d+@-?\\d+");
    }

    long number(String name, long otherwise) {
        try {
            return Long.parseLong(values.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private Instant modified() {
        try {
            return ZonedDateTime.parse(values.getOrDefault("getlastmodified", ""),
                DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
