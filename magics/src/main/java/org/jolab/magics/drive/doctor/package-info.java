/** {@code %drive doctor}: what stands in the way of a drive here, and what to do about it. */
package org.jolab.magics.drive.doctor;
