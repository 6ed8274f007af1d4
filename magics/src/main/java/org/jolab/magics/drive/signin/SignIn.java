package org.jolab.magics.drive.signin;

import java.nio.file.Path;
import java.util.Optional;

/** How somebody proves to Google who they are. */
public sealed interface SignIn {

    /**
     * What is likeliest to work here: Colab's own sign-in on Colab, then the application-default credentials if they
     * reach Drive, then the user's own client id.
     */
    record Automatic() implements SignIn {}

    /**
     * In a browser, anywhere, with a client id of the user's own, of the type "Desktop app".
     *
     * @param client the {@code client_secret_*.json} that Google's console gives; if absent it is taken from the
     *               environment ({@code JOLAB_DRIVE_CLIENT}, or {@code JOLAB_DRIVE_CLIENT_ID} and
     *               {@code JOLAB_DRIVE_CLIENT_SECRET}), from the folder of the sign-ins, from an earlier sign-in, or
     *               asked for
     */
    record OwnClient(Optional<Path> client) implements SignIn {}

    /**
     * By a code that is typed into another device. Google gives such a sign-in the files alone that were made with it
     * ({@code drive.file}).
     *
     * @param client of the type "TVs and Limited Input devices"; found as for {@link OwnClient} if absent
     */
    record OtherDevice(Optional<Path> client) implements SignIn {}

    /**
     * As a service account.
     *
     * @param key     the JSON file with its key, which has to stay where it is
     * @param subject the user of the domain whom it acts for, or empty
     */
    record ServiceAccount(Path key, String subject) implements SignIn {}

    /** With what {@code GOOGLE_APPLICATION_CREDENTIALS} names, or gcloud has left. */
    record ApplicationDefault() implements SignIn {}

    /**
     * With what rclone has got.
     *
     * @param remote its name; may be empty if there is one of Google Drive only
     * @param config rclone's file, if not its usual one
     */
    record Rclone(String remote, Optional<Path> config) implements SignIn {}

    /** By the window in which Colab asks. */
    record Colab() implements SignIn {}
}
