import django.db.models.deletion
import samspel.frontdoor.models.needs
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('actors', '0003_first_identities'),
        ('kernel', '0001_initial'),
        ('programme', '0004_plan_changes'),
        ('results', '0002_more_facts_periods_imports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IndexChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('offer', 'offer'), ('need', 'need'), ('company', 'company')], max_length=8)),
                ('record', models.PositiveBigIntegerField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='given when it is sent', null=True)),
                ('link', models.CharField(default=samspel.frontdoor.models.needs.new_link, max_length=40, unique=True)),
                ('asker_kind', models.CharField(choices=[('company', 'company'), ('public', 'public'), ('person', 'person')], default='company', max_length=8)),
                ('text', models.TextField(max_length=20000)),
                ('language', models.CharField(choices=[('sv', 'sv'), ('en', 'en')], max_length=2)),
                ('tags', models.JSONField(default=dict)),
                ('size', models.CharField(blank=True, choices=[('micro', 'micro'), ('small', 'small'), ('medium', 'medium'), ('large', 'large')], max_length=6)),
                ('sector', models.CharField(blank=True, help_text='SNI section or division', max_length=6)),
                ('trl', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('timing', models.CharField(choices=[('now', 'now'), ('quarter', 'quarter'), ('year', 'year'), ('any', 'any')], default='any', max_length=7)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('sent', 'sent'), ('open', 'open'), ('closed', 'closed')], default='draft', max_length=6)),
                ('good_hits', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('occurred_on', models.DateField(help_text='the day it was confirmed, from which it counts', null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('example', models.BooleanField(default=False)),
                ('areas', models.ManyToManyField(blank=True, related_name='needs', to='programme.area')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality')),
                ('organisation', models.ForeignKey(blank=True, help_text='when it is known', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='actors.organisation')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='programme.partner')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='programme.programme')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Asker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('organisation_name', models.CharField(blank=True, max_length=200)),
                ('organisation_number', models.CharField(blank=True, max_length=20)),
                ('language', models.CharField(default='sv', max_length=2)),
                ('given_on', models.DateField()),
                ('keep_until', models.DateField()),
                ('need', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='asker', to='frontdoor.need')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60)),
                ('kind', models.CharField(choices=[('test_bed', 'test_bed'), ('advice', 'advice'), ('incubation', 'incubation'), ('funding', 'funding'), ('research_group', 'research_group'), ('training', 'training'), ('network', 'network')], max_length=14)),
                ('title_sv', models.CharField(max_length=140)),
                ('title_en', models.CharField(max_length=140)),
                ('text_sv', models.TextField(max_length=4000)),
                ('text_en', models.TextField(max_length=4000)),
                ('trl_low', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('trl_high', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('sizes', models.JSONField(blank=True, default=list)),
                ('sectors', models.JSONField(blank=True, default=list)),
                ('price', models.CharField(choices=[('free', 'free'), ('subsidised', 'subsidised'), ('paid', 'paid'), ('by_application', 'by_application')], max_length=14)),
                ('price_note_sv', models.CharField(blank=True, max_length=140)),
                ('price_note_en', models.CharField(blank=True, max_length=140)),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('next_free_on', models.DateField(blank=True, null=True)),
                ('contact_role_sv', models.CharField(blank=True, max_length=80)),
                ('contact_role_en', models.CharField(blank=True, max_length=80)),
                ('contact_email', models.EmailField(blank=True, help_text="a function's address, not a person's", max_length=254)),
                ('link', models.URLField(blank=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, help_text='last day it is given', null=True)),
                ('confirmed_on', models.DateField()),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('example', models.BooleanField(default=False)),
                ('areas', models.ManyToManyField(blank=True, related_name='offers', to='programme.area')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='actors.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='programme.programme')),
            ],
            options={
                'ordering': ['title_sv', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OfferUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('text_sv', models.CharField(max_length=300)),
                ('text_en', models.CharField(max_length=300)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='frontdoor.offer')),
            ],
            options={
                'ordering': ['-year', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Pick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(help_text='its place in the list, from 1')),
                ('score', models.FloatField()),
                ('reasons', models.JSONField(default=dict)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='picks', to='frontdoor.need')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='picks', to='frontdoor.offer')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text='within the need')),
                ('state', models.CharField(choices=[('suggested', 'suggested'), ('requested', 'requested'), ('accepted', 'accepted'), ('declined', 'declined'), ('forwarded', 'forwarded'), ('met', 'met'), ('done', 'done'), ('withdrawn', 'withdrawn')], max_length=9)),
                ('due_on', models.DateField(null=True)),
                ('reminded_on', models.DateField(null=True)),
                ('made_at', models.DateTimeField()),
                ('example', models.BooleanField(default=False)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='programme.area')),
                ('forwarded_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='forwarded_to', to='frontdoor.referral')),
                ('home', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.partner')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='frontdoor.need')),
                ('offer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='frontdoor.offer')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='actors.organisation')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='programme.partner')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='programme.programme')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ReferralStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('suggested', 'suggested'), ('requested', 'requested'), ('accepted', 'accepted'), ('declined', 'declined'), ('forwarded', 'forwarded'), ('met', 'met'), ('done', 'done'), ('withdrawn', 'withdrawn'), ('reminded', 'reminded')], max_length=9)),
                ('recorded_at', models.DateTimeField()),
                ('occurred_on', models.DateField()),
                ('reason', models.CharField(blank=True, choices=[('no_capacity', 'no_capacity'), ('outside_competence', 'outside_competence'), ('too_early', 'too_early'), ('too_late', 'too_late'), ('wrong_size', 'wrong_size'), ('other_region', 'other_region'), ('no_contact', 'no_contact'), ('helped_elsewhere', 'helped_elsewhere'), ('other', 'other')], max_length=18)),
                ('outcome', models.CharField(blank=True, choices=[('helped', 'helped'), ('partly', 'partly'), ('not_helped', 'not_helped'), ('referred_on', 'referred_on')], max_length=11)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('days', models.PositiveIntegerField(null=True)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='frontdoor.referral')),
                ('support', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referral_step', to='results.support')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.CharField(default=samspel.frontdoor.models.needs.new_link, max_length=40, unique=True)),
                ('email', models.EmailField(max_length=254)),
                ('language', models.CharField(default='sv', max_length=2)),
                ('made_at', models.DateTimeField()),
                ('stopped_at', models.DateTimeField(null=True)),
                ('need', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='saved_search', to='frontdoor.need')),
                ('offer', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='saved_search', to='frontdoor.offer')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_searches', to='programme.programme')),
            ],
            options={
                'verbose_name_plural': 'saved searches',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField()),
                ('made_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(null=True)),
                ('need', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='frontdoor.need')),
                ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='frontdoor.offer')),
                ('search', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='frontdoor.savedsearch')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='need',
            index=models.Index(fields=['programme', 'state', 'occurred_on'], name='need_by_state'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.UniqueConstraint(fields=('programme', 'number'), name='need_number_once'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'sent']), models.Q(('confirmed_at__isnull', False), ('occurred_on__isnull', False)), _connector='OR'), name='open_need_is_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('number__isnull', False), _connector='OR'), name='sent_need_has_a_number'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('trl__isnull', True), models.Q(('trl__gte', 1), ('trl__lte', 9)), _connector='OR'), name='need_trl'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['programme', 'kind'], name='offer_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='offer_code_once'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('trl_high__isnull', True), ('trl_low__isnull', True)), models.Q(('trl_high__gte', models.F('trl_low')), ('trl_high__lte', 9), ('trl_low__gte', 1)), _connector='OR'), name='offer_trl_from_one_to_nine'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='offer_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='pick',
            constraint=models.UniqueConstraint(fields=('need', 'offer'), name='pick_once'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['programme', 'state', 'due_on'], name='referral_by_state'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.UniqueConstraint(fields=('need', 'number'), name='referral_number_once'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('offer__isnull', True), ('organisation__isnull', False), _connector='OR'), name='referral_of_offer_to_its_owner'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('organisation__isnull', False), ('partner__isnull', False), _connector='OR'), name='referral_to_somebody'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.UniqueConstraint(condition=models.Q(('offer__isnull', False), models.Q(('state__in', ['declined', 'forwarded', 'withdrawn']), _negated=True)), fields=('need', 'offer'), name='one_live_referral_to_an_offer'),
        ),
        migrations.AddIndex(
            model_name='referralstep',
            index=models.Index(fields=['programme', 'kind', 'occurred_on'], name='referral_step_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='referralstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='declined_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='referralstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'done'), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='done_with_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='savedsearch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('need__isnull', True), ('offer__isnull', False)), models.Q(('need__isnull', False), ('offer__isnull', True)), _connector='OR'), name='saved_search_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.UniqueConstraint(condition=models.Q(('offer__isnull', False)), fields=('search', 'offer'), name='alert_of_offer_once'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.UniqueConstraint(condition=models.Q(('need__isnull', False)), fields=('search', 'need'), name='alert_of_need_once'),
        ),
    ]
