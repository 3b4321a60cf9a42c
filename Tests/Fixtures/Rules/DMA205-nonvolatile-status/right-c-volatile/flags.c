#include "flags.h"

volatile bool transmission_ended;
