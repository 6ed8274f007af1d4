/**
 * A Google Drive on this machine, for tests: {@link org.jolab.magics.drive.fake.FakeDrive}. What it answers is held
 * against clients that others have written (Google's for Java and for Node, rclone) by the tests in
 * {@code org.jolab.magics.drive.google}.
 */
package org.jolab.magics.drive.fake;
