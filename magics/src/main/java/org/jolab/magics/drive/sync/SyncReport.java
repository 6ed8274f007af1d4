package org.jolab.magics.drive.sync;

import java.util.List;

/**
 * What a round has done, by paths.
 *
 * @param up        copied or removed in the drive
 * @param down      copied or removed in the folder
 * @param conflicts changed on both sides: the folder's version was kept under this name beside the drive's
 * @param failed    what could not be done this time, and why; tried again by the next round
 * @param refused   sentences on what was not done as it would remove too much; somebody has to decide
 */
public record SyncReport(List<String> up, List<String> down, List<String> conflicts, List<String> failed,
                         List<String> refused) {
}
