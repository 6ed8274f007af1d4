package org.jolab.magics.drive.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StaleMountsTest {

    @Test
    void theTableOfMountsIsRead() {
        var mounts = StaleMounts.parse("""
            22 28 0:21 / /sys rw,nosuid shared:7 - sysfs sysfs rw
            36 28 0:30 / /content/my\\040drive rw,nosuid,nodev shared:9 master:1 - fuse.jolab jolab:ada rw,user_id=0
            37 28 0:31 / /content/other rw - fuse.rclone gd: rw
            38 28 0:32 / /content/false rw - fuse.jolab somebody rw
            not a line
            """);
        assertEquals(4, mounts.size());
        assertEquals(new StaleMounts.Mount(Path.of("/content/my drive"), "fuse.jolab", "jolab:ada"), mounts.get(1));
        assertTrue(mounts.get(1).ours());
        assertFalse(mounts.get(0).ours());
        assertFalse(mounts.get(2).ours());
        assertFalse(mounts.get(3).ours());
    }
}
