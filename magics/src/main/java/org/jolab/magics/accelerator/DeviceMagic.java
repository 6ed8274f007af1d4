package org.jolab.magics.accelerator;

import java.util.ArrayList;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.UsageError;
import org.jolab.gpu.Device;
import org.jolab.gpu.DeviceUnavailable;

/** {@code %device}: where tensors are made. */
final class DeviceMagic {

    private DeviceMagic() {
    }

    static Magic declaration() {
        return Magic.line("device", "Says or sets on which device new tensors are made.")
            .argument("[NAME]", "cpu, cuda, cuda:1 and so on; auto for the best one", _ -> names())
            .returns(Device.class).silent()
            .details("""
                %device              which one, and why
                %device cpu          from now on, until another is named or the kernel restarts
                %device auto

                Tensors that are there stay where they are; x.to(Device.current()) moves one.""")
            .does(DeviceMagic::run);
    }

    private static List<String> names() {
        var names = new ArrayList<>(List.of("auto", "cpu"));
        Device.cudas().forEach(device -> names.add(device.name()));
        return names;
    }

    private static Device run(MagicCall call) {
        var name = call.argument("NAME");
        if (name.isPresent()) {
            try {
                var wanted = Device.of(name.get());
                Device.use(wanted == Device.best() && name.get().matches("(?i)auto|best") ? null : wanted);
            } catch (DeviceUnavailable e) {
                throw new UsageError(sentence(e.getMessage()) + " Tensors are still made on " + Device.current() + ".",
                    e);
            }
        }
        System.out.println(described());
        return Device.current();
    }

    /** Where tensors are made, and why there. */
    static String described() {
        var current = Device.current();
        return "New tensors are made on " + current + (current == Device.best()
            ? ": " + current.reason() + "."
            : ", as was asked for; the best device here would be " + Device.best() + ".");
    }

    static String sentence(String message) {
        return message.isEmpty() ? message
            : Character.toUpperCase(message.charAt(0)) + message.substring(1).replaceFirst("\\.$", "") + ".";
    }
}
