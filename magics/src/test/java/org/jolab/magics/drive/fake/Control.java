package org.jolab.magics.drive.fake;

import java.io.IOException;

/**
 * {@code /_ctl}: faults for a server that runs in another process, and what it counted. Parameters, all optional:
 * {@code latency=MS}, {@code refuse=TIMES,PATTERN,STATUS,REASON}, {@code perSecond=N}, {@code cutUploads=N,BYTES},
 * {@code cutDownloads=N,BYTES}, {@code loseAnswers=N,PATTERN}, {@code freeze}, {@code thaw}, {@code full},
 * {@code limit=BYTES}, {@code expire}, {@code revoke}, {@code allow}, {@code forgetUploads}, {@code clear},
 * {@code folder=NAME}, {@code many=NAME,COUNT}, {@code file=NAME,BYTES}, {@code reset} (of the counts, after the
 * answer). The answer is an object of all counts, and {@code items}.
 */
final class Control {

    private final FakeDrive drive;

    Control(FakeDrive drive) {
        this.drive = drive;
    }

    void serve(Call call) throws IOException {
        for (var parameter : call.query.entrySet()) {
            apply(parameter.getKey(), parameter.getValue().split(","));
        }
        var answer = Call.JSON.createObjectNode();
        drive.traffic().all().forEach(answer::put);
        answer.put("items", drive.count());
        if (call.query.containsKey("reset")) {
            drive.traffic().reset();
        }
        call.send(200, answer);
    }

    private void apply(String command, String[] values) {
        var faults = drive.faults();
        switch (command) {
            case "latency" -> faults.latency(Long.parseLong(values[0]));
            case "refuse" -> faults.refuse(Integer.parseInt(values[0]), values[1], Integer.parseInt(values[2]),
                values[3], 0);
            case "perSecond" -> faults.perSecond(Integer.parseInt(values[0]));
            case "cutUploads" -> faults.cutUploads(Integer.parseInt(values[0]), Long.parseLong(values[1]));
            case "cutDownloads" -> faults.cutDownloads(Integer.parseInt(values[0]), Long.parseLong(values[1]));
            case "loseAnswers" -> faults.loseAnswers(Integer.parseInt(values[0]), values[1]);
            case "freeze" -> faults.freeze();
            case "thaw" -> faults.thaw();
            case "clear" -> faults.clear();
            case "full" -> drive.others().fill();
            case "limit" -> drive.others().limit(Long.parseLong(values[0]));
            case "expire" -> drive.tokens().expire();
            case "revoke" -> drive.tokens().revoke();
            case "allow" -> drive.tokens().allow();
            case "forgetUploads" -> drive.forgetUploads();
            case "folder" -> drive.others().addFolder(Others.ROOT, values[0]);
            case "many" -> drive.others().addMany(drive.others().addFolder(Others.ROOT, values[0]),
                Integer.parseInt(values[1]));
            case "file" -> drive.others().addFile(Others.ROOT, values[0],
                new Content.Pattern(Long.parseLong(values[1])));
            default -> { }
        }
    }
}
