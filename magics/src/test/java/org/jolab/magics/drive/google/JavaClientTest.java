package org.jolab.magics.drive.google;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.HttpBackOffUnsuccessfulResponseHandler;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.ClassInfo;
import com.google.api.client.util.DateTime;
import com.google.api.client.util.ExponentialBackOff;
import com.google.api.services.drive.Drive;
import com.google.api.services.drive.model.Change;
import com.google.api.services.drive.model.File;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.Others;
import org.jolab.magics.drive.fake.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Google's client for Java takes the fake for its Drive. */
class JavaClientTest {

    private final FakeDrive fake;
    private final Drive drive;

    JavaClientTest() throws IOException {
        fake = FakeDrive.start();
        drive = client(false);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private Drive client(boolean patient) {
        return new Drive.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), request -> {
            request.getHeaders().setAuthorization("Bearer " + Tokens.FIRST);
            if (patient) {
                waitWhenRefused(request);
            }
        }).setRootUrl(fake.endpoint() + "/").setApplicationName("test").build();
    }

    private static void waitWhenRefused(HttpRequest request) {
        request.setUnsuccessfulResponseHandler(new HttpBackOffUnsuccessfulResponseHandler(
            new ExponentialBackOff.Builder().setInitialIntervalMillis(50).build())
            .setBackOffRequired(response -> response.getStatusCode() == 403 || response.getStatusCode() >= 500));
    }

    private static int status(Executable call) {
        return assertThrows(GoogleJsonResponseException.class, call).getStatusCode();
    }

    @Test
    void filesAreMadeListedChangedAndRemoved() throws IOException {
        var folder = drive.files().create(new File().setName("folder")
            .setMimeType("application/vnd.google-apps.folder")).execute();
        for (var i = 0; i < 25; i++) {
            drive.files().create(new File().setName("it's " + i).setParents(List.of(folder.getId()))).execute();
        }
        var names = new HashSet<String>();
        var list = drive.files().list().setPageSize(10).setFields("nextPageToken,files(id,name,parents)")
            .setQ("'" + folder.getId() + "' in parents and trashed = false");
        var pages = 0;
        do {
            var page = list.execute();
            page.getFiles().forEach(file -> names.add(file.getName()));
            list.setPageToken(page.getNextPageToken());
            pages++;
        } while (list.getPageToken() != null);
        assertEquals(25, names.size());
        assertEquals(3, pages);

        var one = drive.files().list().setQ("name = 'it\\'s 7'").execute().getFiles().getFirst();
        var time = new DateTime("2020-02-02T02:02:02.002Z");
        var changed = drive.files().update(one.getId(), new File().setName("ü").setModifiedTime(time)
            .setAppProperties(Map.of("mode", "755"))).setAddParents("root").setRemoveParents(folder.getId())
            .setFields("name,modifiedTime,parents,appProperties,version").execute();
        assertEquals("ü", changed.getName());
        assertEquals(time, changed.getModifiedTime());
        assertEquals(List.of(Others.ROOT), changed.getParents());
        assertEquals("755", changed.getAppProperties().get("mode"));

        drive.files().update(folder.getId(), new File().setTrashed(true)).execute();
        assertEquals(1, drive.files().list().setQ("trashed = false").execute().getFiles().size());
        drive.files().delete(folder.getId()).execute();
        assertEquals(404, status(() -> drive.files().get(folder.getId()).execute()));
    }

    @Test
    void contentGoesInWholeAndInPiecesAndComesOutWholeAndInPart() throws IOException {
        var bytes = GoogleHouse.random(3_000_000);
        for (var direct : List.of(true, false)) {
            var create = drive.files().create(new File().setName("file"),
                new ByteArrayContent("application/octet-stream", bytes)).setFields("id,size,md5Checksum,mimeType");
            create.getMediaHttpUploader().setDirectUploadEnabled(direct).setChunkSize(1 << 20);
            var file = create.execute();
            assertEquals(bytes.length, file.getSize());
            assertEquals(GoogleHouse.md5(bytes), file.getMd5Checksum());

            var whole = new ByteArrayOutputStream();
            drive.files().get(file.getId()).executeMediaAndDownloadTo(whole);
            assertArrayEquals(bytes, whole.toByteArray());
            var get = drive.files().get(file.getId());
            get.getRequestHeaders().setRange("bytes=1000-1999");
            var response = get.executeMedia();
            assertEquals(206, response.getStatusCode());
            assertArrayEquals(Arrays.copyOfRange(bytes, 1000, 2000),
                response.getContent().readAllBytes());

            var update = drive.files().update(file.getId(), new File(),
                new ByteArrayContent("text/plain", new byte[] {1, 2})).setFields("size,headRevisionId");
            assertEquals(2, update.execute().getSize());
        }
    }

    @Test
    void brokenPiecesAreSentAgain() throws IOException {
        var bytes = GoogleHouse.random(4 << 20);
        var create = client(true).files().create(new File().setName("file"),
            new ByteArrayContent("application/octet-stream", bytes)).setFields("md5Checksum");
        create.getMediaHttpUploader().setChunkSize(1 << 20);
        fake.faults().refuse(2, "upload piece", 503, "backendError", 0);

        assertEquals(GoogleHouse.md5(bytes), create.execute().getMd5Checksum());
    }

    @Test
    void refusalsAreUnderstood() throws IOException {
        fake.faults().refuse(3, "GET about", 403, "userRateLimitExceeded", 0);
        assertEquals("ada@example.com",
            client(true).about().get().setFields("user,storageQuota").execute().getUser().getEmailAddress());
        assertEquals(4, fake.traffic().of("GET about"));

        assertEquals(400, status(() -> drive.about().get().execute()));
        var ids = drive.files().generateIds().setCount(3).execute().getIds();
        assertEquals(3, new HashSet<>(ids).size());
        drive.files().create(new File().setId(ids.getFirst()).setName("a")).execute();
        assertEquals(409, status(() -> drive.files().create(new File().setId(ids.getFirst())).execute()));
        fake.others().fill();
        var full = assertThrows(GoogleJsonResponseException.class, () -> drive.files().create(new File(),
            new ByteArrayContent("text/plain", new byte[9])).execute());
        assertEquals("storageQuotaExceeded", full.getDetails().getErrors().getFirst().getReason());
        fake.tokens().expire();
        assertEquals(401, status(() -> drive.files().list().execute()));
    }

    @Test
    void changesDrivesShortcutsAndDocumentsAreThere() throws IOException {
        var start = drive.changes().getStartPageToken().execute().getStartPageToken();
        var team = fake.others().addDrive("Team");
        var inTeam = fake.others().addFile(team, "in team", new byte[5]);
        var document = fake.others().addDocument(Others.ROOT, "Plan", "document", "text");
        var shortcut = fake.others().addShortcut(Others.ROOT, "to plan", document);
        var gone = fake.others().addFile(Others.ROOT, "gone", new byte[1]);
        fake.others().delete(gone);

        var mine = drive.changes().list(start).execute();
        assertEquals(List.of(document, shortcut, gone), mine.getChanges().stream().map(Change::getFileId).toList());
        assertTrue(mine.getChanges().getLast().getRemoved());
        assertNull(mine.getNextPageToken());
        var all = drive.changes().list(start).setIncludeItemsFromAllDrives(true).setSupportsAllDrives(true);
        assertEquals(5, all.execute().getChanges().size());
        assertEquals(1, all.setPageSize(1).execute().getChanges().size());

        assertEquals(List.of("Team"),
            drive.drives().list().execute().getDrives().stream().map(one -> one.getName()).toList());
        assertEquals(404, status(() -> drive.files().get(inTeam).execute()));
        assertEquals(team, drive.files().get(inTeam).setSupportsAllDrives(true).setFields("driveId").execute()
            .getDriveId());
        assertEquals(1, drive.files().list().setCorpora("drive").setDriveId(team).setSupportsAllDrives(true)
            .setIncludeItemsFromAllDrives(true).execute().getFiles().size());

        assertEquals(document, drive.files().get(shortcut).setFields("shortcutDetails").execute()
            .getShortcutDetails().getTargetId());
        var pdf = new ByteArrayOutputStream();
        drive.files().export(document, "application/pdf").executeMediaAndDownloadTo(pdf);
        assertEquals("application/pdf\ntext", pdf.toString());
        assertEquals(403, status(() -> drive.files().get(document).executeMediaAsInputStream()));
    }

    @Test
    void everyFieldThatTheStoreAsksForIsOneThatGoogleHas() {
        var known = ClassInfo.of(File.class);
        var names = Pattern.compile("\\([^)]*\\)").matcher(Entries.FIELDS).replaceAll("").split(",");
        for (var name : names) {
            assertTrue(known.getFieldInfo(name) != null, name);
        }
        for (var name : List.of("canAddChildren", "canModifyContent")) {
            assertTrue(ClassInfo.of(File.Capabilities.class).getFieldInfo(name) != null, name);
        }
        for (var name : List.of("targetId", "targetMimeType")) {
            assertTrue(ClassInfo.of(File.ShortcutDetails.class).getFieldInfo(name) != null, name);
        }
    }
}
