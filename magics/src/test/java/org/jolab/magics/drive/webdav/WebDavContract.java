package org.jolab.magics.drive.webdav;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreContract;
import org.jolab.magics.drive.store.StoreException.Kind;
import org.junit.jupiter.api.Test;

/** What is expected of a WebDAV server that somebody else has written. */
abstract class WebDavContract extends StoreContract {

    private URI place;

    abstract DavServer server();

    @Override
    protected Store fresh() throws IOException {
        place = server().place();
        return again();
    }

    @Override
    protected Store again() {
        return new WebDavStore(place, DavLogin.basic("ada", "s:ecret"));
    }

    @Override
    protected Duration grainOfTimes() {
        return null;
    }

    @Override
    protected boolean keepsModes() {
        return false;
    }

    @Override
    protected boolean resumes() {
        return false;
    }

    @Override
    protected int moreThanAPage() {
        return 0;
    }

    @Override
    protected boolean loseNextAnswer() {
        server().proxy().answersToLose.set(1);
        return true;
    }

    @Override
    protected boolean cutNextUpload(long after) {
        server().proxy().cutAfter.set(after);
        return true;
    }

    @Override
    protected boolean refuseNext(int requests) {
        server().proxy().toRefuse.set(requests);
        return true;
    }

    @Test
    void aWrongPasswordIsToldAsSuch() throws Exception {
        var wrong = closing(new WebDavStore(place, DavLogin.basic("ada", "wrong")));
        assertKind(Kind.AUTH, () -> wrong.list(wrong.root(), ""));
        assertKind(Kind.AUTH, () -> closing(new WebDavStore(place, DavLogin.none())).list(store.root(), ""));
    }

    @Test
    void aFolderOfManyFilesIsListed() throws Exception {
        var folder = folder(home, "many");
        inParallel(200, i -> put(folder, "entry " + i, bytes(1)));
        assertEquals(200, names(folder).size());
    }
}
