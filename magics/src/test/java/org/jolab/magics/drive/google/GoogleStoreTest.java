package org.jolab.magics.drive.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jolab.magics.drive.fake.Content;
import org.jolab.magics.drive.fake.Others;
import org.jolab.magics.drive.store.Changes.Change;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GoogleStoreTest {

    private final GoogleHouse house;

    GoogleStoreTest() throws IOException {
        house = new GoogleHouse();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Kind kind(Executable call) {
        return assertThrows(StoreException.class, call).kind();
    }

    @Test
    void theTopIsLaidOutAsColabDoesIt() throws IOException {
        var top = house.list(house.store.root());

        assertEquals(List.of("MyDrive", "My Drive", "Shareddrives"), top.stream().map(Entry::name).toList());
        assertEquals(Entry.Kind.LINK, top.get(1).kind());
        assertEquals("MyDrive", top.get(1).content());
        assertTrue(house.store.root().fixed() && top.get(2).fixed() && !top.get(0).fixed());
        for (var entry : top) {
            assertEquals(entry, house.store.find(entry.id()));
        }
    }

    @Test
    void nothingIsAskedBeforeTheFirstCall() {
        assertEquals("Google Drive", house.store.title());
        house.store.root();
        assertEquals(0, house.drive.traffic().all().size());
    }

    @Test
    void aFolderOfManyIsListedAThousandAtATime() throws IOException {
        house.others.addMany(house.others.addFolder(Others.ROOT, "many"), 2500);

        var entries = house.list(house.entry("many"));

        assertEquals(2500, new HashSet<>(entries).size());
        assertEquals(1 + 3, house.drive.traffic().of("GET list"));
        var one = entries.stream().filter(entry -> entry.name().equals("f000007.txt")).findFirst().orElseThrow();
        assertEquals("file 7\n", new String(house.read(one, 0, 100), UTF_8));
    }

    @Test
    void twinsAreBothThereUnderTheSameName() throws IOException {
        house.others.addFile(Others.ROOT, "twin", new byte[] {1});
        house.others.addFile(Others.ROOT, "twin", new byte[] {2});

        assertEquals(List.of("twin", "twin"), house.list(house.myDrive()).stream().map(Entry::name).toList());
    }

    @Test
    void namesAreAnyText() throws IOException {
        for (var name : List.of("a/b", "it's \\ \"quoted\"", "ünï ☃ 😀", "line\nbreak", "..", " ")) {
            var put = house.put(house.draft(name, new byte[3]), new byte[3]);
            assertEquals(name, put.name());
            assertEquals(put, house.entry(name));
        }
    }

    @Test
    void rangesOfLargeFilesAreRead() throws IOException {
        var size = 5_000_000_000L;
        house.others.addFile(Others.ROOT, "large", new Content.Pattern(size));
        var large = house.entry("large");

        assertEquals(size, large.size());
        for (var offset : new long[] {0, 4_294_967_290L, size - 100}) {
            var bytes = house.read(large, offset, 1000);
            assertEquals(Math.min(1000, size - offset), bytes.length);
            for (var i = 0; i < bytes.length; i++) {
                assertEquals(Content.Pattern.at(offset + i), bytes[i]);
            }
        }
        assertEquals(0, house.read(large, size, 10).length);
    }

    @Test
    void aShortcutShowsWhatItLeadsTo() throws IOException {
        var folder = house.others.addFolder(Others.ROOT, "folder");
        var file = house.others.addFile(folder, "inner.txt", "hello".getBytes(UTF_8));
        house.others.addShortcut(Others.ROOT, "to file", file);
        house.others.addShortcut(Others.ROOT, "to folder", folder);
        house.others.addShortcut(Others.ROOT, "to shared", house.others.addShared("s", new byte[9]));

        var toFile = house.entry("to file");
        assertEquals("hello", new String(house.read(toFile, 0, 99), UTF_8));
        assertEquals(file, toFile.content());
        assertEquals(folder, house.entry("to folder").content());
        assertEquals("inner.txt", house.list(house.entry("to folder")).getFirst().name());
        assertTrue(house.entry("to shared").fixed());
        assertEquals(9, house.entry("to shared").size());
    }

    @Test
    void aShortcutThatLeadsNowhereIsALinkThatLeadsNowhere() throws IOException {
        var file = house.others.addFile(Others.ROOT, "file", new byte[1]);
        house.others.addShortcut(Others.ROOT, "broken", file);
        house.others.delete(file);

        var broken = house.entry("broken");

        assertEquals(Entry.Kind.LINK, broken.kind());
        assertEquals(".shortcut-targets-by-id/" + file, broken.content());
        house.store.remove(broken);
        assertEquals(List.of(), house.list(house.myDrive()));
    }

    @Test
    void writingThroughAShortcutChangesItsTarget() throws IOException {
        var file = house.others.addFile(house.others.addFolder(Others.ROOT, "folder"), "file", new byte[1]);
        house.others.addShortcut(Others.ROOT, "shortcut", file);
        var shortcut = house.entry("shortcut");

        var after = house.put(GoogleHouse.draft(shortcut, "new".getBytes(UTF_8)), "new".getBytes(UTF_8));

        assertEquals("new", new String(house.others.bytes(file), UTF_8));
        assertEquals(shortcut.id(), after.id());
        assertEquals("shortcut", after.name());
        assertEquals(3, after.size());
    }

    @Test
    void documentsAreSmallLinkFilesOfKnownSize() throws IOException {
        var id = house.others.addDocument(Others.ROOT, "Plan", "document", "the plan");
        house.others.addDocument(Others.ROOT, "Sums", "spreadsheet", "1,2");
        house.others.addDocument(Others.ROOT, "Thing", "unheardof", "");

        var plan = house.entry("Plan.gdoc");
        var link = house.read(plan, 0, 1000);
        assertEquals(plan.size(), link.length);
        assertEquals("{\"url\":\"https://docs.google.com/document/d/" + id + "/edit\",\"id\":\"" + id
            + "\",\"mimeType\":\"application/vnd.google-apps.document\"}\n", new String(link, UTF_8));
        assertArrayEquals(Arrays.copyOfRange(link, 5, 15), house.read(plan, 5, 10));
        assertTrue(plan.fixed());
        assertEquals("Sums.gsheet", house.entry("Sums.gsheet").name());
        assertEquals("Thing.glink", house.entry("Thing.glink").name());
        assertEquals(Kind.DENIED, kind(() -> house.put(GoogleHouse.draft(plan, new byte[1]), new byte[1])));
    }

    @Test
    void documentsAreExportedAndTheRefusalNamesTheFormats() throws IOException {
        house.others.addDocument(Others.ROOT, "Plan", "document", "the plan");
        var plan = house.entry("Plan.gdoc");

        try (var pdf = house.store.export(plan, "PDF")) {
            assertEquals("application/pdf\nthe plan", new String(pdf.readAllBytes(), UTF_8));
        }
        try (var text = house.store.export(plan, ".md")) {
            assertEquals("text/markdown\nthe plan", new String(text.readAllBytes(), UTF_8));
        }
        var refusal = assertThrows(StoreException.class, () -> house.store.export(plan, "xlsx"));
        assertEquals("Plan.gdoc cannot become xlsx. There are: docx, epub, html, md, odt, pdf, rtf, txt, zip.",
            refusal.getMessage());
        house.others.addFile(Others.ROOT, "file.txt", new byte[1]);
        var file = house.entry("file.txt");
        assertEquals(Kind.REFUSED, kind(() -> house.store.export(file, "pdf")));
    }

    @Test
    void documentsCanBeHidden() throws IOException {
        try (var hiding = new GoogleHouse(GoogleOptions.standard().documents(GoogleOptions.Documents.HIDDEN))) {
            var since = hiding.store.now();
            hiding.others.addDocument(Others.ROOT, "Plan", "document", "the plan");
            hiding.others.addFile(Others.ROOT, "file", new byte[1]);

            assertEquals(List.of("file"), hiding.list(hiding.myDrive()).stream().map(Entry::name).toList());
            var changes = hiding.store.changes(since).changes();
            assertEquals(List.of(false, true), changes.stream().map(change -> change.entry().isPresent()).toList());
        }
    }

    @Test
    void sharedDrivesAreFoldersOfShareddrives() throws IOException {
        var team = house.others.addDrive("Team");
        var locked = house.others.addDrive("Locked");
        house.others.readOnly(locked, true);
        var folder = house.others.addFolder(team, "folder");
        house.others.addFile(folder, "file", new byte[4]);

        var drives = house.list(house.store.find(Listings.SHARED));
        var byName = drives.stream().collect(Collectors.toMap(Entry::name, drive -> drive));
        assertFalse(byName.get("Team").fixed());
        assertTrue(byName.get("Locked").fixed());
        assertEquals(byName.get("Team"), house.store.find(team));
        var inner = house.list(house.list(byName.get("Team")).getFirst()).getFirst();
        assertEquals("file", inner.name());
        assertEquals(folder, inner.parent());

        var draft = new Draft(house.store.newIds(1).getFirst(), byName.get("Team").content(), "new", "", 1, "",
            Instant.now(), -1);
        house.put(draft, new byte[1]);
        assertEquals(List.of("/folder", "/folder/file", "/new"),
            house.others.all(team).stream().map(Others.Found::path).toList());
        assertEquals(Kind.DENIED, kind(() -> house.store.remove(byName.get("Team"))));
    }

    @Test
    void placesStayWhereTheyAre() throws IOException {
        var file = house.put(house.draft("file", new byte[1]), new byte[1]);

        assertEquals(Kind.DENIED, kind(() -> house.store.remove(house.myDrive())));
        assertEquals(Kind.DENIED, kind(() -> house.store.move(house.myDrive(), house.myDrive(), "other")));
        assertEquals(Kind.DENIED, kind(() -> house.store.move(file, house.store.root(), "file")));
        var draft = new Draft(house.store.newIds(1).getFirst(), house.store.root().content(), "file", "", 1, "",
            Instant.now(), -1);
        assertEquals(Kind.DENIED, kind(() -> house.put(draft, new byte[1])));
    }

    @Test
    void entriesAreMovedRenamedMarkedAndRemoved() throws IOException {
        var folder = house.store.makeFolder(house.draft("folder", new byte[0]));
        var file = house.put(house.draft("file", new byte[1]), new byte[1]);
        assertEquals(0640, file.mode());
        assertEquals(Instant.parse("2026-01-02T03:04:05.006Z"), file.modified());

        var moved = house.store.move(file, folder, "other");
        assertEquals(folder.id(), moved.parent());
        assertEquals(file.id(), moved.id());
        assertEquals(file.revision(), moved.revision());
        house.others.move(file.id(), Others.ROOT);
        assertEquals(folder.id(), house.store.move(moved, folder, "again").parent());

        var marked = house.store.mark(moved, Instant.parse("2020-01-01T00:00:00Z"), 0755);
        assertEquals(0755, marked.mode());
        assertEquals(Instant.parse("2020-01-01T00:00:00Z"), marked.modified());
        assertEquals(file.revision(), marked.revision());

        house.store.remove(folder);
        house.store.remove(folder);
        house.others.delete(folder.id());
        house.store.remove(folder);
        assertEquals(Kind.NOT_FOUND, kind(() -> house.store.find(file.id())));
        assertEquals(List.of(), house.others.all(Others.ROOT));
    }

    @Test
    void changesTellWhatOthersDid() throws IOException {
        var kept = house.others.addFile(Others.ROOT, "kept", new byte[1]);
        var removed = house.others.addFile(Others.ROOT, "removed", new byte[1]);
        var binned = house.others.addFile(Others.ROOT, "binned", new byte[1]);
        var since = house.store.now();
        assertEquals(List.of(), house.store.changes(since).changes());

        house.others.edit(kept, new byte[2]);
        house.others.delete(removed);
        house.others.bin(binned);
        var shortcut = house.others.addShortcut(Others.ROOT, "shortcut", kept);
        var team = house.others.addDrive("Team");
        var inTeam = house.others.addFile(team, "file", new byte[1]);

        var changes = house.store.changes(since);
        assertEquals(List.of(new Change(kept, Optional.of(house.entry("kept"))),
            new Change(removed, Optional.empty()), new Change(binned, Optional.empty()),
            new Change(shortcut, Optional.of(house.entry("shortcut"))),
            new Change(team, Optional.of(house.store.find(team))),
            new Change(inTeam, Optional.of(house.store.find(inTeam)))), changes.changes());
        assertFalse(changes.more());
        assertEquals(List.of(), house.store.changes(changes.next()).changes());
        house.others.removeDrive(team);
        assertEquals(List.of(new Change(team, Optional.empty())), house.store.changes(changes.next()).changes());
    }

    @Test
    void manyChangesComeInPages() throws IOException {
        var since = house.store.now();
        house.others.addMany(Others.ROOT, 2300);
        var count = 0;
        for (var more = true; more;) {
            var changes = house.store.changes(since);
            count += changes.changes().size();
            since = changes.next();
            more = changes.more();
        }
        assertEquals(2300, count);
    }

    @Test
    void changesSinceTooLongAgoAreGone() throws IOException {
        var since = house.store.now();
        house.others.addFile(Others.ROOT, "file", new byte[1]);
        house.others.forgetChanges();

        assertEquals(Kind.GONE, kind(() -> house.store.changes(since)));
        assertEquals(Kind.GONE, kind(() -> house.store.changes("nonsense")));
    }

    @Test
    void roomAndAccountAreTold() throws IOException {
        house.others.limit(1000);
        house.others.addFile(Others.ROOT, "file", new byte[300]);

        assertEquals(1000, house.store.space().total());
        assertEquals(300, house.store.space().used());
        assertEquals("Google Drive of ada@example.com", house.store.title());
    }

    @Test
    void idsAreFetchedAThousandAtATime() throws IOException {
        var ids = new HashSet<String>();
        for (var i = 0; i < 500; i++) {
            ids.addAll(house.store.newIds(1));
        }
        assertEquals(500, ids.size());
        assertEquals(1, house.drive.traffic().of("GET generateIds"));
        assertEquals(1500, new HashSet<>(house.store.newIds(1500)).size());
    }

    @Test
    void aReadOnlyStoreWritesNothing() throws IOException {
        try (var reading = new GoogleHouse(GoogleOptions.standard().readOnly(true))) {
            assertTrue(reading.store.abilities().readOnly());
            var draft = reading.draft("file", new byte[1]);
            assertEquals(Kind.DENIED, kind(() -> reading.put(draft, new byte[1])));
            assertEquals(Kind.DENIED, kind(() -> reading.store.makeFolder(draft)));
            assertEquals(0, reading.drive.count());
        }
    }
}
