package org.jolab.magics.transfer;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.MagicSource;
import org.jolab.files.Uploads;
import org.jolab.magics.files.Places;

/** The magics of this package. */
public final class TransferMagics implements MagicSource {

    @Override
    public Collection<Magic> magics() {
        return List.of(upload(), download());
    }

    private static Magic upload() {
        return Magic.line("upload", "Brings files or a folder from the browser's computer.")
            .option("-d, --dir DIR", "where they are saved; the current folder if not given")
            .option("-o, --output NAME", "the name of one file, in the place of what was there")
            .flag("--overwrite", "replaces files of the same name; else x.csv becomes \"x (1).csv\"")
            .option("--accept TYPES", "what the browser offers to choose, such as .csv,.txt or image/*")
            .details("""
                %upload -d data --accept .csv
                var uploaded = %upload           then uploaded.only().text(), uploaded.get("a.csv").path()
                Choose files or a folder in the browser, or drop them below the cell. A broken connection is taken up
                again; a file of which a part had arrived goes on from there when it is uploaded again.""")
            .returns(Uploads.class)
            .silent()
            .does(TransferMagics::upload);
    }

    private static Object upload(MagicCall call) throws InterruptedException {
        var places = Places.here();
        var folder = places.of(call.option("--dir").orElse(""));
        var output = call.option("--output");
        if (output.isPresent()) {
            var file = folder.resolve(places.of(output.get()));
            if (file.getFileName() == null || file.getFileName().toString().isEmpty()) {
                throw call.usage("\"" + output.get() + "\" is no name of a file.");
            }
            var order = UploadOrder.as(file);
            return Transfers.upload(new UploadOrder(order.folder(), order.as(), true, accept(call)));
        }
        return Transfers.upload(new UploadOrder(folder, Optional.empty(), call.has("--overwrite"), accept(call)));
    }

    private static String accept(MagicCall call) {
        return String.join(",", call.options("--accept"));
    }

    private static Magic download() {
        return Magic.line("download", "Saves files on the browser's computer; a folder or several files as one zip.")
            .argument("PATH...", "files and folders; * and ? are wild cards")
            .details("""
                %download result.csv
                %download plots model.bin""")
            .silent()
            .does(call -> {
                Transfers.download(Places.here().matching(call.arguments("PATH")).stream()
                    .map(Path::toAbsolutePath).toList());
                return null;
            });
    }
}
