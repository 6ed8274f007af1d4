package org.jolab.magics.drive.google;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jolab.magics.drive.signin.AccessTokens;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreContract;
import org.jolab.magics.drive.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Google's store keeps what all stores promise, in front of Google. Works in a folder of its own in My Drive, which
 * goes into the bin afterwards.
 */
@EnabledIfEnvironmentVariable(named = "JOLAB_DRIVE_TOKEN", matches = ".+",
    disabledReason = "Nothing was tried with Google's own Drive: set JOLAB_DRIVE_TOKEN to an access token for it")
class RealDriveTest extends StoreContract {

    private Entry mine;

    @Override
    protected Store fresh() {
        return again();
    }

    @Override
    protected Store again() {
        return new GoogleStore(new AccessTokens() {
            @Override
            public String current() {
                return System.getenv("JOLAB_DRIVE_TOKEN");
            }

            @Override
            public String insteadOf(String refused) throws StoreException {
                throw new StoreException(StoreException.Kind.AUTH, "The token in JOLAB_DRIVE_TOKEN has ended.");
            }
        });
    }

    @Override
    protected Entry home(Store store) throws IOException {
        var myDrive = store.list(store.root(), "").entries().getFirst();
        mine = store.makeFolder(new Draft(store.newIds(1).getFirst(), myDrive.content(),
            "jolab-test-" + UUID.randomUUID(), "", 0, "", Instant.now(), -1));
        return mine;
    }

    @AfterEach
    void bin() throws IOException {
        try (var another = again()) {
            another.remove(mine);
        }
    }
}
