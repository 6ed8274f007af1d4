package org.jolab.magics.drive.google;

import java.io.IOException;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;

/** A shared drive keeps what all stores promise, too. */
class SharedDriveContractTest extends GoogleContractTest {

    @Override
    protected Entry home(Store store) throws IOException {
        drive.others().addDrive("Another");
        return store.find(drive.others().addDrive("Team"));
    }
}
