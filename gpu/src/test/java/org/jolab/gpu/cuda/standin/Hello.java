package org.jolab.gpu.cuda.standin;

import org.jolab.gpu.Device;
import org.jolab.gpu.Tensors;

/** Says which device there is and why, and computes on it. */
public final class Hello {

    private Hello() {
    }

    /** The program. */
    public static void main(String[] arguments) {
        System.out.println("best " + Device.best());
        System.out.println("reason " + Device.best().reason());
        System.out.println("devices " + Device.cudas());
        System.out.println("sum " + Tensors.arange(5).mul(2).add(1).sum().item());
    }
}
