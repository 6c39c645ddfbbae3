import { OptionError } from '../core/index.js';
import type { Qmp } from '../qmp/index.js';

/** @throws {@link OptionError} */
export function checkVm(option: string, vm: Qmp): void {
  if (typeof vm !== 'object' || vm === null || typeof vm.execute !== 'function')
    throw new OptionError(option, vm, 'a connected Vm or QmpClient, or anything else that is a Qmp');
}
