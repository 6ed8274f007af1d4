package org.jolab.magics.drive;

import java.io.IOException;
import java.nio.file.Files;
import org.jolab.api.Amount;
import org.jolab.magics.drive.doctor.GoogleCheck;
import org.jolab.magics.drive.fuse.FuseProbe;
import org.jolab.magics.drive.process.ProcessSettings;
import org.jolab.magics.drive.signin.Surroundings;

/** {@code %drive doctor}: what speaks against a mount here, and what helps. */
final class Doctor {

    private Doctor() {}

    static Object report(Mounts mounts) throws IOException {
        var status = mounts.status();
        line(true, status.isMounted() ? "mounted: " + status.store() : "nothing is mounted");
        var obstacle = status.mounts().isEmpty() ? FuseProbe.trial() : FuseProbe.obstacle();
        line(obstacle.isEmpty(), obstacle.orElse("FUSE works: a drive can be a folder"));
        var caches = ProcessSettings.caches();
        var there = caches;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        line(Files.isWritable(there), Files.isWritable(there) ? "cache: " + caches + ", "
            + Amount.of(Files.getFileStore(there).getUsableSpace()) + " free"
            : there + " may not be written; set XDG_CACHE_HOME to a folder that may");
        if (!status.isMounted() || status.store().startsWith("Google")) {
            new GoogleCheck(Surroundings.ofThisProcess()).findings().forEach(each -> line(each.isFine(), each.text()));
        }
        if (!status.trouble().isEmpty()) {
            line(false, status.trouble());
        }
        return null;
    }

    private static void line(boolean fine, String text) {
        System.out.println((fine ? "ok  " : "no  ") + text);
    }
}
