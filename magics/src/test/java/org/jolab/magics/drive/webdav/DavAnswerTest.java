package org.jolab.magics.drive.webdav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jolab.magics.drive.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DavAnswerTest {

    private static final URI TOP = URI.create("https://example.com/remote.php/d%C3%A4v/");

    private static List<DavAnswer> read(String xml) throws IOException {
        return DavAnswer.read(TOP, new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anAnswerWithPrefixesAndMissingPropertiesIsUnderstood() throws IOException {
        var answers = read("""
            <?xml version="1.0"?><D:multistatus xmlns:D="DAV:" xmlns:o="urn:other">
            <D:response><D:href>/remote.php/d%C3%A4v/</D:href><D:propstat><D:prop><D:resourcetype><D:collection/>
            </D:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
            <D:response><D:href>https://example.com/remote.php/d%c3%a4v/a%20b/c+d%25.txt</D:href>
            <D:propstat><D:prop><D:getcontentlength>12</D:getcontentlength><D:getetag>"x&amp;y"</D:getetag>
            <D:getlastmodified>Thu, 29 Feb 2024 12:34:56 GMT</D:getlastmodified><o:getetag>no</o:getetag>
            <D:resourcetype/></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
            <D:propstat><D:prop><D:quota-used-bytes>7</D:quota-used-bytes></D:prop>
            <D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response></D:multistatus>""");
        assertEquals("/", answers.get(0).path());
        assertTrue(answers.get(0).folder());
        var file = answers.get(1).entry();
        assertEquals("/a b/c+d%.txt", file.id());
        assertEquals("/a b", file.parent());
        assertEquals("c+d%.txt", file.name());
        assertEquals(12, file.size());
        assertEquals("\"x&y\"", file.revision());
        assertEquals(Instant.parse("2024-02-29T12:34:56Z"), file.modified());
        assertFalse(answers.get(1).values().containsKey("quota-used-bytes"));
    }

    @Test
    void nothingFromElsewhereIsRead(@TempDir Path folder) throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "secret");
        assertThrows(StoreException.class, () -> read("<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri()
            + "\">]><multistatus xmlns=\"DAV:\"><response><href>/&e;</href></response></multistatus>"));
        assertThrows(StoreException.class, () -> read("<html>not xml"));
    }

    @Test
    void addressesAreEscapedAndBack() {
        for (var path : List.of("/", "/a", "/a b/ü#?%;&+\"<>|^`{}[]\\.txt", "/日本/🦆")) {
            assertEquals(path, DavPath.of(TOP, DavPath.address(TOP, path, false).toString()));
            assertEquals(path, DavPath.of(TOP, DavPath.address(TOP, path, true).getRawPath()));
        }
        assertNull(DavPath.of(TOP, "/elsewhere/a"));
        assertNull(DavPath.of(TOP, "/remote.php/d%C3%A4vx/a"));
    }

    @Test
    void anAddressHasNoPasswordInIt() {
        assertThrows(IllegalArgumentException.class,
            () -> new WebDavStore(URI.create("https://ada:secret@example.com/"), DavLogin.none()));
        assertThrows(IllegalArgumentException.class, () -> new WebDavStore(URI.create("ftp://x/"), DavLogin.none()));
    }
}
