package org.jolab.magics.drive;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jolab.api.Magic;
import org.jolab.api.MagicSource;

/** The magics of this package. */
public final class DriveMagics implements MagicSource {

    private static final String PACKAGE = "org.jolab.drive.";
    private static final Map<String, String> TYPES = Map.of("status", PACKAGE + "DriveStatus", "ls",
        PACKAGE + "RemoteFiles", "get", "java.nio.file.Path", "export", "java.nio.file.Path", "sync",
        "java.nio.file.Path");

    @Override
    public Collection<Magic> magics() {
        return List.of(Magic.line("drive", "Google Drive, or another store, as a folder that loses nothing.")
            .argument("[COMMAND]", "mount, unmount, flush, status, refresh, ls, get, put, export, sync, …",
                _ -> List.copyOf(DriveCommands.NAMES))
            .argument("[ARGUMENT...]", "a folder to mount at (/content/drive if not given), or files",
                RemoteNames::beginningWith)
            .flag("--readonly", "mount: nothing can be written; auth login: for reading alone")
            .flag("--force-remount", "mount: what is mounted is unmounted first")
            .option("--timeout SECONDS", "mount, auth login: time to sign in (120); flush: time to send")
            .option("--store STORE", "mount: google (if not given), google:ACCOUNT, folder:/path, "
                + "webdav:https://…", _ -> List.of("google", "folder:", "webdav:https://"))
            .option("--as FORMAT", "export: pdf, docx, md, …", _ -> List.of("pdf", "docx", "md", "xlsx", "csv", "pptx",
                "txt", "html", "odt"))
            .flag("--remove", "sync: also removes on one side what the other has lost, however much")
            .option("--client FILE", "auth login: your client id, as Google's console gives it out")
            .flag("--device", "auth login: by a code for another device, for files of its own alone")
            .option("--service-account FILE", "auth login: by the key of a service account")
            .option("--subject USER", "auth login: whom the service account acts for")
            .flag("--adc", "auth login: with GOOGLE_APPLICATION_CREDENTIALS, or what gcloud has left")
            .option("--rclone REMOTE", "auth login: with what a remote of rclone has")
            .option("--rclone-config FILE", "auth login: rclone's file, if it is not the usual one")
            .flag("--colab", "auth login: by Colab's own window")
            .returns(line -> TYPES.getOrDefault(line.strip().split("\\s+")[0], "Object"))
            .telling()
            .details("""
                %drive mount                              asks for a sign-in at Google the first time
                %drive mount ~/drive --readonly
                %drive flush                              all is uploaded when it returns; the mount stays
                %drive status                             what is cached, what waits, what failed and why
                %drive refresh                            what others have changed, at once
                %drive ls MyDrive
                %drive get MyDrive/data.csv               a copy in the current folder; "get FILE DIR" elsewhere
                %drive put model.bin MyDrive/models
                %drive export MyDrive/Letter.gdoc --as pdf
                %drive sync MyDrive/project               as ordinary files, both ways, where there is no FUSE
                %drive unsync project                     ends that; the files stay on both sides
                %drive auth                               the sign-ins; auth login [NAME], auth revoke [NAME]
                %drive auth login --client client_secret_407….json
                %drive doctor                             what speaks against a mount here

                What is written is on disk before a program goes on, and is uploaded by a process that outlives the \
                notebook's kernel. In Java: Drive.mount(), Drive.flush(), Drive.status(), Drive.path("MyDrive/x").""")
            .does(call -> new DriveCommands(Mounts.here()).run(call)));
    }
}
