package org.jolab.magics.drive.google;

import java.io.IOException;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreContract;

/** Google's store keeps what all stores promise, in front of the fake Drive. */
class GoogleContractTest extends StoreContract {

    protected FakeDrive drive;

    @Override
    protected Store fresh() throws IOException {
        drive = closing(FakeDrive.start());
        return again();
    }

    @Override
    protected Store again() {
        return new GoogleStore(drive.endpoint(), drive.tokens().client(), GoogleOptions.standard());
    }

    @Override
    protected Entry home(Store store) throws IOException {
        return store.list(store.root(), "").entries().getFirst();
    }

    @Override
    protected boolean loseNextAnswer() {
        drive.faults().loseAnswers(1, "POST|PATCH");
        return true;
    }

    @Override
    protected boolean cutNextUpload(long after) {
        drive.faults().cutUploads(1, after);
        return true;
    }

    @Override
    protected boolean refuseNext(int requests) {
        drive.faults().refuse(requests, "", 503, "backendError", 0);
        return true;
    }
}
